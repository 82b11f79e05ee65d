#include "reconciler/adapters/schema/check_scalar.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>

#include "reconciler/adapters/json/decimal.hpp"
#include "reconciler/adapters/schema/schema_words.hpp"
#include "reconciler/core/base/lower_case.hpp"

namespace muster {
namespace {

/// JSON's own notation of a number: no leading zeros or "+", which YAML versions read differently.
bool is_number(const std::string& text, bool whole) {
  static const re2::RE2 kWhole("-?(0|[1-9][0-9]*)");
  static const re2::RE2 kNumber("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  return re2::RE2::FullMatch(text, whole ? kWhole : kNumber);
}

bool is_of(const YamlNode& node, SchemaType type) {
  const bool plain = node.is_scalar() && node.plain;
  switch (type) {
    case SchemaType::object:
      return node.is_map();
    case SchemaType::array:
      return node.is_sequence();
    case SchemaType::null:
      return node.is_null();
    case SchemaType::boolean:
      return plain && (node.text == "true" || node.text == "false");
    case SchemaType::integer:
      return plain && is_number(node.text, true) && exact_decimal(node.text, 0);
    case SchemaType::number:
      return plain && is_number(node.text, false);
    case SchemaType::string:
      return node.is_scalar();
  }
  return false;
}

/// Below, equal or above: exact for whole numbers that fit, else as floating point.
int compared(const std::string& a, const std::string& b) {
  const auto order = [](auto x, auto y) { return x < y ? -1 : x > y ? 1 : 0; };
  const auto whole_a = exact_decimal(a, 0);
  const auto whole_b = exact_decimal(b, 0);
  if (whole_a && whole_b) return order(*whole_a, *whole_b);
  return order(std::strtod(a.c_str(), nullptr), std::strtod(b.c_str(), nullptr));
}

bool is_word(const YamlNode& node, SchemaType type, const Schema& schema) {
  const bool numeric = type == SchemaType::integer || type == SchemaType::number;
  return std::any_of(schema.words.begin(), schema.words.end(), [&](const SchemaWord& word) {
    if (word.type == SchemaType::null) return node.is_null();
    if (!node.is_scalar()) return false;
    if (word.type == SchemaType::number) return numeric && compared(node.text, word.text) == 0;
    if (word.type == SchemaType::boolean) return type == SchemaType::boolean && node.text == word.text;
    return node.text == word.text;
  });
}

std::string type_hint(const YamlNode& node, const Schema& schema) {
  const auto wants = [&](SchemaType type) {
    return std::find(schema.types.begin(), schema.types.end(), type) != schema.types.end();
  };
  if (!node.is_scalar())
    return wants(SchemaType::array) && node.is_map() ? "begin each item with \"- \"" : "";
  auto unquoted = node;
  unquoted.plain = true;
  if (!node.plain && type_under(unquoted, schema)) return "remove the quotes";
  const auto lower = lower_case(node.text);
  if (wants(SchemaType::boolean)) {
    if (lower == "yes" || lower == "on" || lower == "true" || lower == "y") return "write true";
    if (lower == "no" || lower == "off" || lower == "false" || lower == "n") return "write false";
  }
  const auto digits = lower.find_first_not_of("+0");
  const auto stripped = digits == std::string::npos ? "0" : lower.substr(digits);
  if ((wants(SchemaType::integer) || wants(SchemaType::number)) && stripped != lower &&
      is_number(stripped, false))
    return "write " + stripped;
  if (wants(SchemaType::array)) return fmt::format("write [{}] for a list of one", node.text.substr(0, 60));
  return "";
}

std::string type_list(const Schema& schema) {
  std::vector<std::string> phrases;
  for (const auto type : schema.types) phrases.emplace_back(phrase_of(type));
  return listed(phrases);
}

std::optional<ValueProblem> check_number(const YamlNode& node, const Schema& schema) {
  const auto broken = [&](const std::string& limit, int wrong_side, bool exclusive) {
    if (limit.empty()) return false;
    const int order = compared(node.text, limit);
    return order == wrong_side || (exclusive && order == 0);
  };
  if (broken(schema.minimum, -1, schema.above_minimum))
    return ValueProblem{fmt::format("{} is too small", node.text)};
  if (broken(schema.maximum, 1, schema.below_maximum))
    return ValueProblem{fmt::format("{} is too large", node.text)};
  return std::nullopt;
}

std::optional<ValueProblem> check_text(const YamlNode& node, const Schema& schema) {
  const auto length = static_cast<std::size_t>(std::count_if(node.text.begin(), node.text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
  if (schema.min_length && length < *schema.min_length)
    return ValueProblem{length == 0 ? "the text is empty" : fmt::format("{} is too short", phrase_of(node))};
  if (schema.max_length && length > *schema.max_length)
    return ValueProblem{
        fmt::format("{} is too long by {} characters", phrase_of(node), length - *schema.max_length)};
  if (schema.pattern && !re2::RE2::PartialMatch(node.text, *schema.pattern->expression))
    return ValueProblem{fmt::format("{} does not match {}", phrase_of(node), schema.pattern->text)};
  return std::nullopt;
}

}  // namespace

std::optional<SchemaType> type_under(const YamlNode& node, const Schema& schema) {
  // From the most to the least specific: a plain number is text only if no number is permitted.
  for (const auto type : {SchemaType::null, SchemaType::object, SchemaType::array, SchemaType::boolean,
                          SchemaType::integer, SchemaType::number, SchemaType::string}) {
    const bool wanted = schema.types.empty() ||
                        std::find(schema.types.begin(), schema.types.end(), type) != schema.types.end();
    if (wanted && is_of(node, type)) return type;
  }
  return std::nullopt;
}

std::optional<ValueProblem> check_value(const YamlNode& node, const Schema& schema) {
  const auto type = type_under(node, schema);
  if (!type) {
    if (node.is_null()) return ValueProblem{"the value is missing"};
    return ValueProblem{fmt::format("{} is not {}", phrase_of(node), type_list(schema)),
                        type_hint(node, schema)};
  }
  if (!schema.words.empty() && !is_word(node, *type, schema)) {
    std::vector<std::string> words;
    for (const auto& word : schema.words) words.push_back(word.text);
    return ValueProblem{fmt::format("unknown word {}", phrase_of(node)), did_you_mean(node.text, words)};
  }
  std::optional<ValueProblem> problem;
  if (*type == SchemaType::integer || *type == SchemaType::number) problem = check_number(node, schema);
  if (*type == SchemaType::string) problem = check_text(node, schema);
  if (!problem && node.is_scalar() && !reads_as(node.text, schema.format))
    problem = ValueProblem{fmt::format("{} is not {}", phrase_of(node), example_of(schema.format))};
  return problem;
}

}  // namespace muster
