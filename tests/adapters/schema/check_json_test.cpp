#include "reconciler/adapters/schema/check_json.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "reconciler/adapters/embedded/embedded_schemas.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/schema/check_schema.hpp"

using namespace muster;

namespace {

const char* const kDocumentSchema = R"~({
  "type": "object", "additionalProperties": false, "required": ["kind", "pools"],
  "properties": {
    "kind": {"type": "string", "enum": ["Fleet", "Policy"]},
    "enabled": {"type": "boolean"},
    "labels": {"type": "object", "additionalProperties": false,
               "patternProperties": {"^[a-z]+$": {"type": "string", "minLength": 1, "maxLength": 8}}},
    "notes": {"type": "object", "properties": {"team": {"type": "string"}},
              "patternProperties": {"^[a-z]+$": {"type": "string", "maxLength": 6}}},
    "ratio": {"type": "number", "minimum": 0, "exclusiveMinimum": true, "maximum": 1},
    "under": {"type": "number", "maximum": 1.5, "exclusiveMaximum": true},
    "step": {"type": ["integer", "null"], "minimum": -1, "maximum": 100},
    "pools": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"$ref": "#/definitions/pool"}},
    "rules": {"type": "array", "items": {"$ref": "#/definitions/rule"}},
    "limits": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}}
  },
  "definitions": {
    "pool": {
      "type": "object", "additionalProperties": false, "required": ["name"],
      "properties": {"name": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
                     "min": {"type": "integer", "minimum": 0, "maximum": 100},
                     "tags": {"type": "array", "uniqueItems": true, "items": {"type": "string"}}}
    },
    "rule": {"oneOf": [
      {"type": "object", "additionalProperties": false, "required": ["kind", "above"],
       "properties": {"kind": {"type": "string", "enum": ["threshold"]}, "above": {"type": "number"}}},
      {"type": "object", "additionalProperties": false, "required": ["kind"],
       "properties": {"kind": {"type": "string", "enum": ["target", "threshold"]}, "keep": {"type": "integer"},
                      "above": {"type": "integer"}}},
      {"type": "object", "required": ["scale_to"],
       "properties": {"scale_to": {"type": "integer"}, "then": {"$ref": "#/definitions/rule"}}},
      {"type": "array", "items": {"$ref": "#/definitions/rule"}, "maxItems": 2}
    ]}
  }
})~";

/// Writes random documents that a schema describes, with a mistake here and there.
class Author {
 public:
  Author(JsonView schema, unsigned seed, int mistakes_in_thousand)
      : schema_(schema), random_(seed), mistakes_(mistakes_in_thousand) {}

  std::string document() {
    JsonWriter out(JsonLayout::compact);
    write(out, schema_, 0);
    return std::move(out).finish();
  }

 private:
  int pick(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }
  bool errs() { return pick(1000) < mistakes_; }

  void write(JsonWriter& out, JsonView schema, int depth) {
    if (const auto target = schema.field("$ref").text_view()) {
      const auto name = std::string(target->substr(target->rfind('/') + 1));
      return write(out, schema_.field("definitions").field(name), depth);
    }
    if (const auto forms = schema.field("oneOf").items()) {
      auto form = forms->begin();
      for (int i = pick(depth > 6 ? 2 : 4); i > 0; --i) ++form;
      return write(out, *form, depth + 1);
    }
    const auto types = schema.field("type").items();
    const auto type = types ? *(*types->begin()).text() : *schema.field("type").text();
    if (errs()) return write_wrong(out, type);
    write_right(out, schema, type, depth);
  }

  /// Never a bare word where text is wanted: YAML reads any of those as text, and rightly.
  void write_wrong(JsonWriter& out, const std::string& type) {
    switch (pick(type == "string" ? 3 : 6)) {
      case 0:
        return void(out.null());
      case 1:
        return void(out.begin_array().null().end_array());
      case 2:
        return void(out.begin_object().key("x").begin_array().end_array().end_object());
      case 3:
        return void(out.text("12"));
      case 4:
        return void(out.boolean(true));
      default:
        return void(out.decimal("3.75"));
    }
  }

  void write_right(JsonWriter& out, JsonView schema, const std::string& type, int depth) {
    static const char* const kWords[] = {"a", "web-1", "team", "worker", "b2"};
    static const char* const kOddWords[] = {"", "Web_1", "much-too-long", "caf\xc3\xa9", "-"};
    static const char* const kNumbers[] = {"0.5", "1", "0.25", "1e-1", "0.999"};
    static const char* const kOddNumbers[] = {"0", "1.5", "-2", "1.0001", "2e5"};
    if (type == "object") return write_object(out, schema, depth);
    if (type == "array") return write_array(out, schema, depth);
    if (type == "boolean") return void(out.boolean(pick(2) == 0));
    if (type == "integer") return void(out.integer(errs() ? pick(2) * 102 - 1 : 1 + pick(100)));
    if (type == "number") return void(out.decimal(errs() ? kOddNumbers[pick(5)] : kNumbers[pick(5)]));
    if (const auto words = schema.field("enum").items(); words && !errs()) {
      auto word = words->begin();
      for (int i = pick(static_cast<int>(words->size())); i > 0; --i) ++word;
      return void(out.text(*(*word).text()));
    }
    out.text(errs() ? kOddWords[pick(5)] : kWords[pick(5)]);
  }

  void write_object(JsonWriter& out, JsonView schema, int depth) {
    out.begin_object();
    if (const auto properties = schema.field("properties").members()) {
      for (const auto& [name, property] : *properties) {
        const bool wanted = is_required(schema, name);
        if (wanted ? errs() : pick(3) == 0) continue;
        out.key(name);
        write(out, property, depth + 1);
      }
    }
    if (const auto patterns = schema.field("patternProperties").members()) {
      for (const auto& [pattern, property] : *patterns) {
        out.key(errs() ? "Tools" : "tools");
        write(out, property, depth + 1);
      }
    }
    if (schema.field("additionalProperties").kind() == JsonKind::object) {
      out.key("any");
      write(out, schema.field("additionalProperties"), depth + 1);
    }
    if (errs()) out.key("unknown").text("x");
    out.end_object();
  }

  void write_array(JsonWriter& out, JsonView schema, int depth) {
    out.begin_array();
    for (int i = errs() ? pick(6) : 1 + pick(2); i > 0; --i) write(out, schema.field("items"), depth + 1);
    out.end_array();
  }

  static bool is_required(JsonView schema, std::string_view name) {
    const auto required = schema.field("required").items();
    if (!required) return false;
    for (const JsonView one : *required) {
      if (*one.text() == name) return true;
    }
    return false;
  }

  JsonView schema_;
  std::mt19937 random_;
  int mistakes_;
};

}  // namespace

TEST_CASE("a JSON text is checked against a schema") {
  CHECK(check_json_against(kDocumentSchema, R"({"kind": "Fleet", "pools": [{"name": "a"}]})").ok());
  CHECK(check_json_against(kDocumentSchema, R"({"kind": "Fleet", "pools": [{"name": "A"}]})").error().what ==
        "pools[0].name breaks the schema's rule \"pattern\"");
  CHECK(check_json_against(kDocumentSchema, R"({"kind": "Fleet"})").error().what ==
        "the document breaks the schema's rule \"required\"");
  CHECK_FALSE(check_json_against(kDocumentSchema, "{").ok());
  CHECK_FALSE(check_json_against(kDocumentSchema, std::string(1'000'000, '[')).ok());
  CHECK(check_json_text("no such schema", "{}").error().kind == ErrorKind::not_found);
}

TEST_CASE("our checker and RapidJSON's agree on what obeys a schema") {
  const auto schema = parse_schema(kDocumentSchema);
  const auto schema_json = JsonDocument::parse(kDocumentSchema);
  REQUIRE(schema.ok());
  REQUIRE(schema_json.ok());
  int right = 0;
  int wrong = 0;
  for (const int mistakes : {0, 10, 60}) {
    Author author(schema_json->root(), 20261123u + static_cast<unsigned>(mistakes), mistakes);
    for (int i = 0; i < 1500; ++i) {
      const auto text = author.document();
      const auto file = parse_yaml(text, "f");
      const auto theirs = check_json_against(kDocumentSchema, text);
      const auto ours = check_schema(file, *schema);
      INFO(text << "\nRapidJSON: " << (theirs ? "fine" : theirs.error().what)
                << "\nours: " << (ours.empty() ? "fine" : ours[0].path + ": " + ours[0].summary));
      REQUIRE((file.problems.empty() || text == "null"));
      REQUIRE(theirs.ok() == ours.empty());
      ++(theirs ? right : wrong);
    }
  }
  CHECK(right > 500);
  CHECK(wrong > 500);
}
