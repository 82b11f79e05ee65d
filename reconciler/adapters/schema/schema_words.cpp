#include "reconciler/adapters/schema/schema_words.hpp"

#include <fmt/format.h>

#include "reconciler/core/base/diagnostic.hpp"

namespace muster {
namespace {

std::string bounds_of(const Schema& schema) {
  const auto& least = schema.minimum;
  const auto& most = schema.maximum;
  if (!least.empty() && !most.empty() && !schema.above_minimum && !schema.below_maximum)
    return fmt::format(" from {} to {}", least, most);
  std::string text;
  if (!least.empty()) text += (schema.above_minimum ? " above " : " of at least ") + least;
  if (!most.empty())
    text +=
        fmt::format("{} {} {}", text.empty() ? "" : " and", schema.below_maximum ? "below" : "at most", most);
  return text;
}

std::string counts_of(const std::optional<std::size_t>& least, const std::optional<std::size_t>& most,
                      const char* unit) {
  if (least && most) return fmt::format(" with {} to {} {}", *least, *most, unit);
  if (least) return fmt::format(" with at least {} {}", *least, unit);
  if (most) return fmt::format(" with at most {} {}", *most, unit);
  return "";
}

std::string type_phrases(const Schema& schema) {
  std::vector<std::string> phrases;
  for (const auto type : schema.types) {
    std::string phrase = phrase_of(type);
    if (type == SchemaType::integer || type == SchemaType::number) phrase += bounds_of(schema);
    if (type == SchemaType::array) phrase += counts_of(schema.min_items, schema.max_items, "items");
    if (type == SchemaType::string) {
      if (schema.format != ScalarFormat::none) phrase = example_of(schema.format);
      // The description explains the pattern, and the problem's summary contains it.
      if (schema.pattern && schema.description.empty())
        phrase += fmt::format(" that matches {}", schema.pattern->text);
      phrase += counts_of(schema.min_length, schema.max_length, "characters");
    }
    phrases.push_back(std::move(phrase));
  }
  return listed(phrases);
}

}  // namespace

const char* phrase_of(SchemaType type) {
  switch (type) {
    case SchemaType::object:
      return "a map of fields";
    case SchemaType::array:
      return "a list";
    case SchemaType::string:
      return "text";
    case SchemaType::integer:
      return "a whole number";
    case SchemaType::number:
      return "a number";
    case SchemaType::boolean:
      return "true or false";
    case SchemaType::null:
      return "nothing";
  }
  return "a value";
}

std::string phrase_of(const Schema& schema) {
  std::string phrase;
  if (!schema.words.empty()) {
    std::vector<std::string> words;
    for (const auto& word : schema.words) words.push_back(word.text);
    phrase = (words.size() > 1 ? "one of " : "") + listed(words);
  } else {
    phrase = type_phrases(schema);
  }
  if (phrase.empty()) return schema.description;
  return schema.description.empty() ? phrase : phrase + ": " + schema.description;
}

std::string phrase_of(const YamlNode& node) {
  switch (node.kind) {
    case YamlKind::null:
      return "nothing";
    case YamlKind::sequence:
      return "a list";
    case YamlKind::map:
      return "a map of fields";
    case YamlKind::scalar:
      break;
  }
  return fmt::format("\"{}\"", node.text.size() > 60 ? node.text.substr(0, 57) + "..." : node.text);
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known) {
  const auto nearest = nearest_word(word, known);
  return nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest);
}

}  // namespace muster
