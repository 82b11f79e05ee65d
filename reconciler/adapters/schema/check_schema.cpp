#include "reconciler/adapters/schema/check_schema.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "reconciler/adapters/schema/check_scalar.hpp"
#include "reconciler/adapters/schema/schema_words.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster {
namespace {

/// Returns the same text for equal values, independent of the order of a map's fields.
std::string canonical(const YamlNode& node) {
  std::string text = fmt::format("{}{}{}:{}", static_cast<int>(node.kind), node.plain ? 'p' : 'q',
                                 node.text.size(), node.text);
  std::vector<std::string> fields;
  for (const auto& item : node.items) text += "," + canonical(item);
  for (const auto& entry : node.entries)
    fields.push_back(fmt::format("{}:{}={}", entry.key.size(), entry.key, canonical(entry.value)));
  std::sort(fields.begin(), fields.end());
  for (const auto& field : fields) text += "," + field;
  return text + ";";
}

/// Walks one file and one schema side by side and collects every mistake.
class Checker {
 public:
  Checker(const std::string& file, const SchemaDocument& document) : file_(file), document_(document) {}

  void check(const YamlNode& node, const Schema& reference, const std::string& path) {
    const auto& schema = document_.follow(reference);
    if (const auto problem = check_value(node, schema)) {
      report({file_, node.line, node.column}, path, *problem, phrase_of(schema));
      if (!type_under(node, schema)) return;
    }
    if (node.is_map()) check_map(node, schema, path);
    if (node.is_sequence()) check_list(node, schema, path);
    if (!schema.one_of.empty()) check_forms(node, schema, path);
  }

  Diagnostics problems{};

 private:
  void report(SourceMark at, const std::string& path, const ValueProblem& problem, std::string expected) {
    problems.push_back({.severity = Severity::error,
                        .at = std::move(at),
                        .path = path,
                        .summary = problem.summary,
                        .expected = std::move(expected),
                        .hint = problem.hint});
  }

  Diagnostics problems_of(const YamlNode& node, const Schema& schema, const std::string& path) const {
    Checker inner(file_, document_);
    inner.check(node, schema, path);
    return std::move(inner.problems);
  }

  void check_map(const YamlNode& node, const Schema& schema, const std::string& path) {
    for (const auto& entry : node.entries) check_entry(entry, schema, path);
    for (const auto& name : schema.required) {
      if (node.find(name) != nullptr || misspelt(name, node, schema)) continue;
      const auto* property = schema.property(name);
      report({file_, node.line, node.column}, path, {fmt::format("the field \"{}\" is missing", name)},
             property == nullptr ? "" : phrase_of(document_.follow(*property)));
    }
  }

  /// Whether an unknown field of the map is a misspelt missing one: that is one mistake, not two.
  static bool misspelt(const std::string& name, const YamlNode& node, const Schema& schema) {
    if (!schema.closed || !schema.pattern_properties.empty() || schema.additional) return false;
    std::vector<std::string> names;
    for (const auto& [known, property] : schema.properties) names.push_back(known);
    return std::any_of(node.entries.begin(), node.entries.end(), [&](const YamlEntry& entry) {
      return schema.property(entry.key) == nullptr && nearest_word(entry.key, names) == name;
    });
  }

  void check_entry(const YamlEntry& entry, const Schema& schema, const std::string& path) {
    const auto inner = path_with_key(path, entry.key);
    const auto* property = schema.property(entry.key);
    bool known = property != nullptr;
    if (known) check(entry.value, *property, inner);
    for (const auto& [pattern, value] : schema.pattern_properties) {
      if (!re2::RE2::PartialMatch(entry.key, *pattern.expression)) continue;
      known = true;
      check(entry.value, *value, inner);
    }
    if (known) return;
    if (schema.additional) return check(entry.value, *schema.additional, inner);
    if (schema.closed) report_unknown(entry, schema, inner);
  }

  void report_unknown(const YamlEntry& entry, const Schema& schema, const std::string& path) {
    std::vector<std::string> names;
    for (const auto& [name, property] : schema.properties) names.push_back(name);
    std::vector<std::string> patterns;
    for (const auto& [pattern, property] : schema.pattern_properties) patterns.push_back(pattern.text);
    auto expected = names.empty() ? "" : "one of " + listed(names);
    if (!patterns.empty())
      expected += (expected.empty() ? "a name like " : ", or a name like ") + listed(patterns);
    report({file_, entry.key_line, entry.key_column}, path,
           {fmt::format("unknown field \"{}\"", entry.key.substr(0, 60)), did_you_mean(entry.key, names)},
           expected.empty() ? "no fields at all" : expected);
  }

  void check_list(const YamlNode& node, const Schema& schema, const std::string& path) {
    const SourceMark at{file_, node.line, node.column};
    if (schema.min_items && node.items.size() < *schema.min_items)
      report(at, path, {node.items.empty() ? "the list is empty" : "the list is too short"},
             phrase_of(schema));
    if (schema.max_items && node.items.size() > *schema.max_items)
      report(at, path, {fmt::format("the list has {} items", node.items.size())}, phrase_of(schema));
    std::set<std::string> seen;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const auto& item = node.items[i];
      const auto inner = path_with_index(path, i);
      if (schema.items) check(item, *schema.items, inner);
      if (schema.unique_items && !seen.insert(canonical(item)).second)
        report({file_, item.line, item.column}, inner, {fmt::format("{} is there twice", phrase_of(item))},
               "each item once");
    }
  }

  void check_forms(const YamlNode& node, const Schema& schema, const std::string& path) {
    std::vector<Diagnostics> found;
    std::size_t fitting = 0;
    for (const auto& form : schema.one_of) {
      found.push_back(problems_of(node, *form, path));
      if (found.back().empty()) ++fitting;
    }
    if (fitting == 1) return;
    const SourceMark at{file_, node.line, node.column};
    if (fitting > 1)
      return report(at, path, {fmt::format("{} fits more than one form", phrase_of(node))},
                    forms_of(schema, node));
    if (node.is_map() && !is_discriminated(node, schema)) {
      return report(at, path, {"none of the fields tells which form is meant", nearest_key(node, schema)},
                    forms_of(schema, node));
    }
    if (report_telling_word(node, schema, path)) return;
    const auto meant = meant_form(node, schema, found);
    problems.insert(problems.end(), found[meant].begin(), found[meant].end());
  }

  /// Whether the map contains a field that identifies a form: one whose words differ by form, or that only
  /// some forms have.
  bool is_discriminated(const YamlNode& node, const Schema& schema) const {
    return std::any_of(schema.one_of.begin(), schema.one_of.end(), [&](const SchemaPointer& form) {
      const auto& meant = document_.follow(*form);
      if (!type_under(node, meant)) return false;
      if (meant.properties.empty() && !meant.closed) return true;
      return std::any_of(meant.properties.begin(), meant.properties.end(),
                         [&](const auto& property) { return node.find(property.first) != nullptr; });
    });
  }

  /// Reports a field whose words identify the forms ("kind") and that names none of them. It is the only
  /// mistake to report, because all others depend on it.
  bool report_telling_word(const YamlNode& node, const Schema& schema, const std::string& path) {
    for (const auto& entry : node.entries) {
      std::vector<std::string> words;
      int forms = 0;
      bool said = false;
      for (const auto& form : schema.one_of) {
        const auto* property = document_.follow(*form).property(entry.key);
        if (property == nullptr || document_.follow(*property).words.empty()) continue;
        ++forms;
        said = said || !check_value(entry.value, document_.follow(*property));
        for (const auto& word : document_.follow(*property).words) {
          if (std::find(words.begin(), words.end(), word.text) == words.end()) words.push_back(word.text);
        }
      }
      if (forms < 2 || said) continue;
      report({file_, entry.value.line, entry.value.column}, path_with_key(path, entry.key),
             {fmt::format("unknown word {}", phrase_of(entry.value)), did_you_mean(entry.value.text, words)},
             "one of " + listed(words));
      return true;
    }
    return false;
  }

  /// Returns the most likely form: by the words of an identifying field first, then by the present fields,
  /// then by the fewest mistakes.
  std::size_t meant_form(const YamlNode& node, const Schema& schema,
                         const std::vector<Diagnostics>& found) const {
    using Likelihood = std::tuple<bool, int, int, int, int>;
    std::size_t best = 0;
    Likelihood best_score{};
    for (std::size_t i = 0; i < schema.one_of.size(); ++i) {
      const auto& form = document_.follow(*schema.one_of[i]);
      const Likelihood score{type_under(node, form).has_value(), words_said(node, form),
                             required_there(node, form), -unknown_fields(node, form),
                             -static_cast<int>(found[i].size())};
      if (i == 0 || score > best_score) {
        best = i;
        best_score = score;
      }
    }
    return best;
  }

  /// Number of fields with fixed words ("kind: threshold") that name this form, minus those that name
  /// another.
  int words_said(const YamlNode& node, const Schema& form) const {
    int said = 0;
    for (const auto& entry : node.entries) {
      const auto* property = form.property(entry.key);
      if (property == nullptr) continue;
      const auto& schema = document_.follow(*property);
      if (!schema.words.empty()) said += check_value(entry.value, schema) ? -1 : 1;
    }
    return said;
  }

  static int required_there(const YamlNode& node, const Schema& form) {
    return static_cast<int>(
        std::count_if(form.required.begin(), form.required.end(),
                      [&](const std::string& name) { return node.find(name) != nullptr; }));
  }

  static int unknown_fields(const YamlNode& node, const Schema& form) {
    return static_cast<int>(
        std::count_if(node.entries.begin(), node.entries.end(),
                      [&](const YamlEntry& entry) { return form.property(entry.key) == nullptr; }));
  }

  /// Describes the difference between the forms: for maps their required fields, else their types.
  std::string forms_of(const Schema& schema, const YamlNode& node) const {
    std::vector<std::string> forms;
    for (const auto& form : schema.one_of) {
      const auto& meant = document_.follow(*form);
      auto text = node.is_map() && !meant.required.empty() ? listed_and(meant.required) : phrase_of(meant);
      if (!text.empty() && std::find(forms.begin(), forms.end(), text) == forms.end())
        forms.push_back(std::move(text));
    }
    const auto text = "exactly one of " + listed(forms);
    return schema.description.empty() ? text : text + ": " + schema.description;
  }

  static std::string listed_and(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : " + ") + name;
    return text;
  }

  std::string nearest_key(const YamlNode& node, const Schema& schema) const {
    std::vector<std::string> names;
    for (const auto& form : schema.one_of) {
      for (const auto& [name, property] : document_.follow(*form).properties) names.push_back(name);
    }
    for (const auto& entry : node.entries) {
      if (schema.property(entry.key) != nullptr) continue;
      if (auto hint = did_you_mean(entry.key, names); !hint.empty()) return hint;
    }
    return "";
  }

  const std::string& file_;
  const SchemaDocument& document_;
};

}  // namespace

Diagnostics check_schema(const YamlFile& file, const SchemaDocument& schema) {
  Checker checker(file.file, schema);
  checker.check(file.root, *schema.root, "");
  std::stable_sort(checker.problems.begin(), checker.problems.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.at < b.at; });
  return std::move(checker.problems);
}

Diagnostics check_schema(const YamlFile& file, const std::string& name) {
  const auto schema = embedded_schema(name);
  if (!schema) return {{Severity::error, {file.file, 0, 0}, "", schema.error().what, "", ""}};
  return check_schema(file, **schema);
}

}  // namespace muster
