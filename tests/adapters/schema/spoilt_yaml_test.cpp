#include <catch2/catch.hpp>

#include "reconciler/adapters/schema/check_schema.hpp"
#include "tests/support/mutate_text.hpp"

using namespace muster;

namespace {

const char* const kWholeFleet = R"(apiVersion: muster/v1
kind: Fleet
metadata: {name: fpai, labels: {team: "agents"}}
spec:
  regions: [nyc3, fra1]   # in order of preference
  pools:
    - name: worker
      sizes: &ladder [s-1vcpu-1gb, s-1vcpu-2gb, s-2vcpu-4gb]
      min: 1
      max: 8
      user_data: |
        #cloud-config
        runcmd:
          - [systemctl, start, agent]
      volumes:
        - {size: 50GiB, name: 'it''s'}
    - name: spare
      sizes: *ladder
      note:
  budget: {hard_cap: 500.00, alert: 80%}
)";

const char* const kFleetSchema = R"~({
  "type": "object", "additionalProperties": false, "required": ["apiVersion", "kind", "spec"],
  "properties": {
    "apiVersion": {"enum": ["muster/v1"]}, "kind": {"enum": ["Fleet"]},
    "metadata": {"type": "object", "required": ["name"],
                 "properties": {"name": {"type": "string", "pattern": "^[a-z]+$"}}},
    "spec": {"type": "object", "additionalProperties": false, "properties": {
      "regions": {"type": "array", "uniqueItems": true, "items": {"type": "string"}},
      "budget": {"oneOf": [{"type": "object", "required": ["hard_cap"], "properties": {"hard_cap": {"type": "number"}}},
                           {"type": "string", "format": "money"}]},
      "pools": {"type": "array", "items": {"type": "object", "required": ["name"], "properties": {
        "name": {"type": "string"}, "min": {"type": "integer", "minimum": 0}, "sizes": {"type": "array", "minItems": 1}}}}
    }}
  }
})~";

/// Whether a mark lies inside the text, or means the file as a whole.
bool is_inside(const SourceMark& at, const std::string& text) {
  const auto lines =
      1 + std::count(text.begin(), text.end(), '\n') + std::count(text.begin(), text.end(), '\r');
  return at.line >= 0 && at.line <= lines && at.column >= 0 &&
         static_cast<std::size_t>(at.column) <= text.size() + 1;
}

}  // namespace

TEST_CASE("spoilt YAML gives a tree or a located problem, never anything else") {
  const auto schema = parse_schema(kFleetSchema);
  REQUIRE(schema.ok());
  REQUIRE(check_schema(parse_yaml(kWholeFleet, "f"), *schema).empty());
  TextMutator mutate(2026);
  int trees = 0;
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto text = mutate(kWholeFleet);
    const auto file = parse_yaml(text, "f");
    INFO(text);
    for (const auto& problem : file.problems) {
      REQUIRE(is_inside(problem.at, text));
      REQUIRE_FALSE(problem.summary.empty());
    }
    if (file.root.is_null()) {
      REQUIRE_FALSE(file.ok());
      ++refused;
      continue;
    }
    ++trees;
    for (const auto& problem : check_schema(file, *schema)) {
      REQUIRE(is_inside(problem.at, text));
      REQUIRE_FALSE(problem.summary.empty());
    }
  }
  CHECK(trees > 2'000);
  CHECK(refused > 2'000);
}

TEST_CASE(
    "a file cut anywhere is never taken for a whole one without a word, if a quote or bracket was open") {
  const std::string text = "a: [one, \"two\", {b: 'three'}]\n";
  for (std::size_t length = 4; length + 2 < text.size(); ++length) {
    const auto file = parse_yaml(text.substr(0, length), "f");
    INFO(text.substr(0, length));
    CHECK_FALSE(file.ok());
    const auto with_break = parse_yaml(text.substr(0, length) + "\n", "f");
    CHECK_FALSE(with_break.ok());
  }
}
