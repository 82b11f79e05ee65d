#include "reconciler/adapters/schema/schema.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <functional>
#include <set>

#include "reconciler/adapters/embedded/embedded_schemas.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/schema/word_formats.hpp"

namespace muster {
namespace {

constexpr std::string_view kDefinitions = "#/definitions/";

Result<SchemaType> type_named(JsonView view) {
  static const std::map<std::string, SchemaType> kTypes = {
      {"object", SchemaType::object},   {"array", SchemaType::array},   {"string", SchemaType::string},
      {"integer", SchemaType::integer}, {"number", SchemaType::number}, {"boolean", SchemaType::boolean},
      {"null", SchemaType::null}};
  const auto name = view.text();
  if (!name) return name.error();
  const auto found = kTypes.find(*name);
  if (found == kTypes.end()) return view.error(fmt::format("there is no type \"{}\"", *name));
  return found->second;
}

/// Reads one text into schemas; the first mistake is kept in `error`.
class SchemaReader {
 public:
  SchemaPointer read(JsonView view) {
    auto schema = std::make_shared<Schema>();
    const auto members = keep(view.members());
    if (!members) return schema;
    for (const auto& [name, value] : *members) read_keyword(*schema, std::string(name), value);
    return schema;
  }

  std::map<std::string, SchemaPointer> read_definitions(JsonView view) {
    std::map<std::string, SchemaPointer> definitions;
    if (!view.exists()) return definitions;
    const auto members = keep(view.members());
    if (!members) return definitions;
    for (const auto& [name, value] : *members) definitions.emplace(name, read(value));
    return definitions;
  }

  std::optional<Error> error{};
  std::vector<std::pair<std::string, Error>> references{};  // Each $ref, and the error if it has no target.

 private:
  using Keyword = std::function<void(SchemaReader&, Schema&, JsonView)>;

  template <class T>
  std::optional<T> keep(Result<T> result) {
    if (result) return *std::move(result);
    fail(result.error());
    return std::nullopt;
  }
  void fail(const Error& problem) {
    if (!error) error = problem;
  }
  template <class T>
  void set(T& field, Result<T> value) {
    if (auto kept = keep(std::move(value))) field = *std::move(kept);
  }
  void set(std::optional<std::size_t>& field, Result<std::int64_t> value) {
    if (const auto kept = keep(std::move(value)))
      field = static_cast<std::size_t>(std::max<std::int64_t>(*kept, 0));
  }

  SchemaPattern pattern(std::string text, JsonView where) {
    auto expression = std::make_shared<re2::RE2>(text, re2::RE2::Quiet);
    if (!expression->ok()) fail(where.error("not a regular expression: " + expression->error()));
    return {std::move(text), std::move(expression)};
  }

  template <class Take>
  void each(JsonView view, Take take) {
    const auto items = keep(view.items());
    if (!items) return;
    for (const JsonView item : *items) take(item);
  }

  void read_type(Schema& schema, JsonView view) {
    const auto take = [&](JsonView one) {
      if (const auto type = keep(type_named(one))) schema.types.push_back(*type);
    };
    if (view.kind() == JsonKind::array) return each(view, take);
    take(view);
  }

  void read_enum(Schema& schema, JsonView view) {
    each(view, [&](JsonView word) {
      switch (word.kind()) {
        case JsonKind::text:
          return schema.words.push_back({SchemaType::string, *word.text()});
        case JsonKind::number:
          return schema.words.push_back({SchemaType::number, std::string(*word.decimal())});
        case JsonKind::boolean:
          return schema.words.push_back({SchemaType::boolean, *word.boolean() ? "true" : "false"});
        case JsonKind::null:
          return schema.words.push_back({SchemaType::null, "null"});
        default:
          return fail(word.error("an enum holds words, numbers, true, false or null"));
      }
    });
  }

  void read_properties(Schema& schema, JsonView view) {
    const auto members = keep(view.members());
    if (!members) return;
    for (const auto& [name, value] : *members) schema.properties.emplace_back(name, read(value));
  }

  void read_pattern_properties(Schema& schema, JsonView view) {
    const auto members = keep(view.members());
    if (!members) return;
    for (const auto& [name, value] : *members)
      schema.pattern_properties.emplace_back(pattern(std::string(name), value), read(value));
  }

  void read_additional(Schema& schema, JsonView view) {
    if (view.kind() == JsonKind::boolean)
      schema.closed = !*view.boolean();
    else
      schema.additional = read(view);
  }

  void read_reference(Schema& schema, JsonView view) {
    const auto target = keep(view.text());
    if (!target) return;
    if (!target->starts_with(kDefinitions)) return fail(view.error("a $ref leads to #/definitions/..."));
    schema.definition = target->substr(kDefinitions.size());
    references.emplace_back(schema.definition, view.error(fmt::format("there is no {}", *target)));
  }

  void read_limit(std::string& limit, JsonView view) {
    if (const auto digits = keep(view.decimal())) limit = std::string(*digits);
  }

  static const std::map<std::string, Keyword>& keywords();

  void read_keyword(Schema& schema, const std::string& name, JsonView value) {
    static const std::set<std::string> kSilent = {"$schema", "id", "title", "default", "definitions"};
    if (kSilent.contains(name)) return;
    const auto known = keywords().find(name);
    if (known == keywords().end())
      return fail(value.error(fmt::format("the keyword \"{}\" is not supported", name)));
    known->second(*this, schema, value);
  }
};

const std::map<std::string, SchemaReader::Keyword>& SchemaReader::keywords() {
  using R = SchemaReader;
  using V = JsonView;
  static const std::map<std::string, Keyword> kKeywords = {
      {"description", [](R& r, Schema& s, V v) { r.set(s.description, v.text()); }},
      {"$ref", [](R& r, Schema& s, V v) { r.read_reference(s, v); }},
      {"type", [](R& r, Schema& s, V v) { r.read_type(s, v); }},
      {"enum", [](R& r, Schema& s, V v) { r.read_enum(s, v); }},
      {"format",
       [](R& r, Schema& s, V v) {
         const auto name = r.keep(v.text());
         if (!name) return;
         const auto words = words_of_format(*name);
         for (const auto& word : words) s.words.push_back({SchemaType::string, word});
         if (words.empty()) r.set(s.format, scalar_format_named(*name));
       }},
      {"pattern",
       [](R& r, Schema& s, V v) {
         if (const auto text = r.keep(v.text())) s.pattern = r.pattern(*text, v);
       }},
      {"minLength", [](R& r, Schema& s, V v) { r.set(s.min_length, v.integer()); }},
      {"maxLength", [](R& r, Schema& s, V v) { r.set(s.max_length, v.integer()); }},
      {"minItems", [](R& r, Schema& s, V v) { r.set(s.min_items, v.integer()); }},
      {"maxItems", [](R& r, Schema& s, V v) { r.set(s.max_items, v.integer()); }},
      {"minimum", [](R& r, Schema& s, V v) { r.read_limit(s.minimum, v); }},
      {"maximum", [](R& r, Schema& s, V v) { r.read_limit(s.maximum, v); }},
      {"exclusiveMinimum", [](R& r, Schema& s, V v) { r.set(s.above_minimum, v.boolean()); }},
      {"exclusiveMaximum", [](R& r, Schema& s, V v) { r.set(s.below_maximum, v.boolean()); }},
      {"uniqueItems", [](R& r, Schema& s, V v) { r.set(s.unique_items, v.boolean()); }},
      {"items", [](R& r, Schema& s, V v) { s.items = r.read(v); }},
      {"properties", [](R& r, Schema& s, V v) { r.read_properties(s, v); }},
      {"patternProperties", [](R& r, Schema& s, V v) { r.read_pattern_properties(s, v); }},
      {"additionalProperties", [](R& r, Schema& s, V v) { r.read_additional(s, v); }},
      {"required",
       [](R& r, Schema& s, V v) {
         r.each(v, [&](V name) {
           if (auto text = r.keep(name.text())) s.required.push_back(*std::move(text));
         });
       }},
      {"oneOf", [](R& r, Schema& s, V v) { r.each(v, [&](V form) { s.one_of.push_back(r.read(form)); }); }},
  };
  return kKeywords;
}

}  // namespace

const Schema* Schema::property(std::string_view name) const {
  const auto found =
      std::find_if(properties.begin(), properties.end(), [&](const auto& p) { return p.first == name; });
  return found == properties.end() ? nullptr : found->second.get();
}

const Schema& SchemaDocument::follow(const Schema& schema) const {
  const auto* meant = &schema;
  // A definition that only names another is followed; in a circle it ends somewhere on it.
  for (int hops = 0; !meant->definition.empty() && hops < 16; ++hops)
    meant = definitions.at(meant->definition).get();
  return *meant;
}

Result<SchemaDocument> parse_schema(const std::string& text) {
  const auto parsed = JsonDocument::parse(text);
  if (!parsed) return parsed.error();
  SchemaReader reader;
  SchemaDocument document{reader.read(parsed->root()),
                          reader.read_definitions(parsed->root().field("definitions"))};
  if (reader.error) return *reader.error;
  for (const auto& [name, otherwise] : reader.references) {
    if (!document.definitions.contains(name)) return otherwise;
  }
  return document;
}

Result<std::shared_ptr<const SchemaDocument>> embedded_schema(const std::string& name) {
  using Embedded = Result<std::shared_ptr<const SchemaDocument>>;
  static const auto kParsed = [] {
    std::map<std::string, Embedded> parsed;
    for (const auto& schema : embedded_schemas()) {
      auto document = parse_schema(schema.text).during(std::string("the schema ") + schema.name);
      parsed.emplace(schema.name, document
                                      ? Embedded(std::make_shared<const SchemaDocument>(*std::move(document)))
                                      : Embedded(document.error()));
    }
    return parsed;
  }();
  if (const auto known = kParsed.find(name); known != kParsed.end()) return known->second;
  return Error{ErrorKind::not_found, fmt::format("there is no schema \"{}\"", name)};
}

}  // namespace muster
