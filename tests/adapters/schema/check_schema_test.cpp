#include "reconciler/adapters/schema/check_schema.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/embedded/embedded_schemas.hpp"

using namespace muster;

namespace {

const char* const kFileSchema = R"~({
  "type": "object",
  "additionalProperties": false,
  "required": ["kind", "pools"],
  "properties": {
    "kind": {"enum": ["Fleet", "Policy"], "description": "What the file declares."},
    "budget": {"type": ["number", "string"], "format": "money", "description": "Dollars a month."},
    "enabled": {"type": "boolean"},
    "labels": {"type": "object", "additionalProperties": false, "patternProperties": {"^[a-z]+$": {"type": "string", "maxLength": 8}}},
    "ratio": {"type": "number", "minimum": 0, "exclusiveMinimum": true, "maximum": 1},
    "pools": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"$ref": "#/definitions/pool"}},
    "rules": {"type": "array", "items": {"$ref": "#/definitions/rule"}},
    "limits": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}}
  },
  "definitions": {
    "pool": {
      "type": "object", "additionalProperties": false, "required": ["name"],
      "properties": {
        "name": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$", "minLength": 1, "description": "The pool's name."},
        "min": {"type": "integer", "minimum": 0, "maximum": 100, "description": "Fewest machines."},
        "every": {"type": "string", "format": "duration"},
        "share": {"type": ["string", "number"], "format": "percent"},
        "size": {"type": ["string", "integer"], "format": "size_bytes"},
        "at": {"type": "string", "format": "instant"},
        "tags": {"type": "array", "uniqueItems": true, "items": {"type": "string"}}
      }
    },
    "rule": {
      "description": "What to do.",
      "oneOf": [
        {"type": "object", "additionalProperties": false, "required": ["kind", "above"],
         "properties": {"kind": {"enum": ["threshold"]}, "above": {"type": "number"}, "for": {"type": "string", "format": "duration"}}},
        {"type": "object", "additionalProperties": false, "required": ["kind", "keep"],
         "properties": {"kind": {"enum": ["target"]}, "keep": {"type": "integer"}}},
        {"type": "object", "additionalProperties": false, "required": ["scale_to"],
         "properties": {"scale_to": {"type": "integer"}, "note": {"type": "string"}}},
        {"type": "string", "enum": ["hold"]}
      ]
    }
  }
})~";

std::vector<std::string> told(const std::string& text) {
  const auto schema = parse_schema(kFileSchema);
  REQUIRE(schema.ok());
  const auto file = parse_yaml(text, "f");
  REQUIRE(file.problems.empty());
  std::vector<std::string> lines;
  for (const auto& problem : check_schema(file, *schema)) {
    lines.push_back(to_string(problem.at) + " " + problem.path + ": " + problem.summary + " | " +
                    problem.expected + " | " + problem.hint);
  }
  return lines;
}

const std::string kOk = "kind: Fleet\npools: [{name: a}]\n";  // Two lines that are right.

}  // namespace

TEST_CASE("what obeys the schema is left alone") {
  CHECK(told(R"(
kind: "Fleet"
budget: 24.50
enabled: true
labels: {team: web, tier: 12}
ratio: 1
pools:
  - {name: web, min: 0, every: 1h30m, share: 80%, size: 50GiB, at: "2026-11-23T20:00:00Z", tags: [a, b]}
  - {name: worker-2, share: 80, size: 1073741824, tags: []}
rules: [hold, {kind: threshold, above: 80, for: 5m}, {kind: target, keep: 3}, {scale_to: 2}]
limits: {a: 1, b: 2}
)")
            .empty());
}

TEST_CASE("each mistake is told with its place, what was expected and the nearest word") {
  struct Row {
    const char* that;
    std::string text;
    std::vector<std::string> expected;
  };
  using Told = std::vector<std::string>;
  for (const auto& row : {
           Row{"not a map at all", "[1]", Told{"f:1:1 : a list is not a map of fields | a map of fields | "}},
           Row{"several at once, in the order of the file", "kind: Fleat\npool: 1\nenabled: yes\n",
               Told{"f:1:7 kind: unknown word \"Fleat\" | one of Fleet or Policy: What the file declares. | "
                    "did you mean \"Fleet\"?",
                    "f:2:1 pool: unknown field \"pool\" | one of kind, budget, enabled, labels, ratio, "
                    "pools, rules or limits | did you mean \"pools\"?",
                    "f:3:10 enabled: \"yes\" is not true or false | true or false | write true"}},
           Row{"a quoted number", "kind: Fleet\npools:\n  - name: a\n    min: \"2\"\n",
               Told{"f:4:10 pools[0].min: \"2\" is not a whole number | a whole number from 0 to 100: Fewest "
                    "machines. | remove the quotes"}},
           Row{"a leading zero", "kind: Fleet\npools: [{name: a, min: 010}]\n",
               Told{"f:2:24 pools[0].min: \"010\" is not a whole number | a whole number from 0 to 100: "
                    "Fewest machines. | write 10"}},
           Row{"a fraction", "kind: Fleet\npools: [{name: a, min: 1.5}]\n",
               Told{"f:2:24 pools[0].min: \"1.5\" is not a whole number | a whole number from 0 to 100: "
                    "Fewest machines. | "}},
           Row{"out of bounds", "kind: Fleet\npools: [{name: a, min: -1}, {name: b, min: 101}]\n",
               Told{
                   "f:2:24 pools[0].min: -1 is too small | a whole number from 0 to 100: Fewest machines. | ",
                   "f:2:44 pools[1].min: 101 is too large | a whole number from 0 to 100: Fewest machines. "
                   "| "}},
           Row{"a number beyond 64 bits", "kind: Fleet\npools: [{name: a, min: 99999999999999999999}]\n",
               Told{"f:2:24 pools[0].min: \"99999999999999999999\" is not a whole number | a whole number "
                    "from 0 to 100: Fewest machines. | "}},
           Row{"an exclusive bound", kOk + "ratio: 0\n",
               Told{"f:3:8 ratio: 0 is too small | a number above 0 and at most 1 | "}},
           Row{"a value left out", "kind: Fleet\npools: [{name: a}]\nbudget:\n",
               Told{"f:3:1 budget: the value is missing | a number or dollars such as 24 or 0.03571: Dollars "
                    "a month. | "}},
           Row{"a bad unit",
               "kind: Fleet\npools: [{name: a, every: 5 minutes, share: 101%, size: 5GB5, at: now}]\n",
               Told{"f:2:26 pools[0].every: \"5 minutes\" is not a duration such as 30s, 5m or 1h30m | a "
                    "duration such as 30s, 5m or 1h30m | ",
                    "f:2:44 pools[0].share: \"101%\" is not a percentage from 0 to 100 such as 80 or 80% | a "
                    "percentage from 0 to 100 such as 80 or 80% or a number | ",
                    "f:2:56 pools[0].size: \"5GB5\" is not a size such as 50GiB or 512MiB | a size such as "
                    "50GiB or 512MiB or a whole number | ",
                    "f:2:66 pools[0].at: \"now\" is not a time such as 2026-11-23T20:00:00Z | a time such as "
                    "2026-11-23T20:00:00Z | "}},
           Row{"a name that does not match", "kind: Fleet\npools: [{name: Web_1}]\n",
               Told{"f:2:16 pools[0].name: \"Web_1\" does not match ^[a-z][a-z0-9-]*$ | text with at least 1 "
                    "characters: The pool's name. | "}},
           Row{"too few and too many", "kind: Fleet\npools: []\n",
               Told{"f:2:8 pools: the list is empty | a list with 1 to 3 items | "}},
           Row{"twice the same", "kind: Fleet\npools: [{name: a, tags: [x, y, x]}]\n",
               Told{"f:2:32 pools[0].tags[2]: \"x\" is there twice | each item once | "}},
           Row{"a pattern of names", kOk + "labels: {Team: x, tier: much-too-long}\n",
               Told{"f:3:10 labels.Team: unknown field \"Team\" | a name like ^[a-z]+$ | ",
                    "f:3:25 labels.tier: \"much-too-long\" is too long by 5 characters | text with at most 8 "
                    "characters | "}},
           Row{"fields of any name", kOk + "limits: {a: 0, b: x}\n",
               Told{"f:3:13 limits.a: 0 is too small | a whole number of at least 1 | ",
                    "f:3:19 limits.b: \"x\" is not a whole number | a whole number of at least 1 | "}},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(told(row.text) == row.expected);
    }
  }
}

TEST_CASE("where a schema has several forms, the mistake is told about the one that was meant") {
  struct Row {
    const char* that;
    std::string rule;
    std::vector<std::string> expected;
  };
  using Told = std::vector<std::string>;
  for (const auto& row : {
           Row{"by its kind", "{kind: threshold, abov: 80, for: 5m}",
               Told{"f:3:27 rules[0].abov: unknown field \"abov\" | one of kind, above or for | did you mean "
                    "\"above\"?"}},
           Row{"by its kind, though its fields are another's", "{kind: target, above: 80}",
               Told{"f:3:9 rules[0]: the field \"keep\" is missing | a whole number | ",
                    "f:3:24 rules[0].above: unknown field \"above\" | one of kind or keep | "}},
           Row{"by the fields that are there", "{scale_to: many}",
               Told{"f:3:20 rules[0].scale_to: \"many\" is not a whole number | a whole number | "}},
           Row{"by a kind that is misspelt", "{kind: targett, keep: x}",
               Told{"f:3:16 rules[0].kind: unknown word \"targett\" | one of threshold or target | did you "
                    "mean \"target\"?"}},
           Row{"by its type", "holt",
               Told{"f:3:9 rules[0]: unknown word \"holt\" | hold | did you mean \"hold\"?"}},
           Row{"by nothing", "{scale_too: 1}",
               Told{"f:3:9 rules[0]: no field determines the form | exactly one of kind + above, kind + "
                    "keep, scale_to or hold: What to do. | did you mean \"scale_to\"?"}},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(told(kOk + "rules: [" + row.rule + "]\n") == row.expected);
    }
  }
}

TEST_CASE("a schema that says what the checker does not know is refused") {
  struct Row {
    const char* that;
    const char* schema;
    const char* message;
  };
  for (const auto& row : {
           Row{"a keyword", R"({"properties": {"a": {"anyOf": []}}})",
               "properties.a.anyOf: the keyword \"anyOf\" is not supported"},
           Row{"a type", R"({"type": "text"})", "type: there is no type \"text\""},
           Row{"a format", R"({"format": "email"})", "there is no format \"email\""},
           Row{"a pattern", R"({"pattern": "("})", "pattern: not a regular expression: missing ): ("},
           Row{"a reference", R"({"items": {"$ref": "#/definitions/x"}})",
               "items.$ref: there is no #/definitions/x"},
           Row{"a reference elsewhere", R"({"$ref": "http://x/"})",
               "$ref: a $ref leads to #/definitions/..."},
           Row{"no JSON", "{", "not JSON at line 1, column 2"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto schema = parse_schema(row.schema);
      REQUIRE_FALSE(schema.ok());
      CHECK_THAT(schema.error().what, Catch::Matchers::StartsWith(row.message));
    }
  }
}

TEST_CASE("every embedded schema is within what the checker knows") {
  for (const auto& schema : embedded_schemas()) {
    INFO(schema.name);
    const auto parsed = embedded_schema(schema.name);
    CHECK((parsed ? "" : parsed.error().what) == "");
  }
  CHECK_FALSE(embedded_schema("no such schema").ok());
  CHECK(check_schema(YamlFile{.file = "f"}, "no such schema").size() == 1);
}

TEST_CASE("sizes and percentages keep their units apart") {
  CHECK(*parse_size_bytes("50GiB") == 53'687'091'200);
  CHECK(*parse_size_bytes("1.5 TB") == 1'500'000'000'000);
  CHECK(*parse_size_bytes("512") == 512);
  CHECK(*parse_percent("99.5%") == Measure::milli(99'500));
  for (const char* wrong : {"", "GiB", "1.5", "5 gib", "-1GiB", "1e3", "9999999TiB", "5GiB ", "1..5GiB"}) {
    INFO(wrong);
    CHECK_FALSE(parse_size_bytes(wrong).ok());
  }
  for (const char* wrong : {"", "%", "-1", "100.001", "abc", "5%%"}) CHECK_FALSE(parse_percent(wrong).ok());
}
