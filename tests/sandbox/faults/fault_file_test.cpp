#include "providers/sandbox/faults/read_faults.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/schema/check_schema.hpp"

namespace muster::sandbox {

namespace {

const std::string head = "apiVersion: muster/v1\nkind: Faults\n";

/// A file of one fault, in one line behind "- ".
std::string one(const std::string& rule) {
  return head + "faults:\n- {" + rule + "}\n";
}

bool obeys_schema(const std::string& text) {
  const auto file = parse_yaml(text, "faults.yaml");
  return !has_errors(file.problems) && !has_errors(check_schema(file, "faults"));
}

}  // namespace

TEST_CASE("a fault file is read") {
  const auto read = read_faults(head + R"(seed: 7
faults:
- calls: POST /v2/droplets
  nth: 1-2
  fault: reset_after_effect
- calls: "* /v2/**"
  chance: 2.5%
  fault: server_error
  status: 503
- {calls: POST /v2/droplets, size: s-1vcpu-1gb, region: nyc3, fault: sold_out, for: 3m}
- {calls: "GET /v2/**", fault: clock_skew, by: -90s}
)",
                                "faults.yaml");
  INFO(describe(read.problems));
  REQUIRE(read.problems.empty());
  REQUIRE(read.faults.rules.size() == 4);
  CHECK(read.faults.seed == 7);
  CHECK(read.faults.rules[0].occurrence.last == 2);
  CHECK(read.faults.rules[0].kind == FaultKind::reset_after_effect);
  CHECK(read.faults.rules[1].chance_ppm == 25'000);
  CHECK(read.faults.rules[1].status == 503);
  CHECK(read.faults.rules[2].lasts == 3min);
  CHECK(read.faults.rules[2].size == "s-1vcpu-1gb");
  CHECK(read.faults.rules[3].by == -90s);
}

TEST_CASE("every fault has a name, and the schema knows it") {
  for (const auto& word : fault_words()) {
    DYNAMIC_SECTION(word.name) {
      const std::string more = word.kind == FaultKind::clock_skew ? ", by: 1s" : "";
      const auto text = one("calls: GET /v2/droplets, fault: " + std::string(word.name) + more);
      CHECK(read_faults(text, "f").problems.empty());
      CHECK(obeys_schema(text));
      CHECK(std::string(name_of(word.kind)) == word.name);
    }
  }
}

TEST_CASE("what is wrong with a fault file is told with its place") {
  struct Row {
    const char* that;
    std::string text;
    const char* message;
    bool schema_sees_it = true;
  };
  for (const auto& row : {
           Row{"nothing in it", "", "f: this is no fault file"},
           Row{"a list", "- a\n", "f:1:1: this is no fault file"},
           Row{"no YAML", head + "faults: [", "this is not YAML"},
           Row{"another kind", "apiVersion: muster/v1\nkind: Fleet\nfaults: []\n",
               "f:2:7: kind is not right"},
           Row{"no version", "kind: Faults\nfaults: []\n", "f:1:1: apiVersion is missing"},
           Row{"no faults", head, "faults is missing"},
           Row{"a field nobody knows", head + "sed: 1\nfaults: []\n", "f:3:1: unknown field \"sed\""},
           Row{"a field twice", head + "seed: 1\nseed: 2\nfaults: []\n", "f:4:1: \"seed\" is there twice"},
           Row{"a seed of words", head + "seed: lucky\nfaults: []\n", "f:3:7: \"lucky\" is no seed"},
           Row{"no calls", one("fault: quota"), "calls is missing"},
           Row{"no fault", one("calls: GET /v2/droplets"), "fault is missing"},
           Row{"a fault nobody knows", one("calls: GET /v2, fault: stale_lists"), "did you mean stale_list?"},
           Row{"a path without a method", one("calls: /v2/droplets, fault: quota"),
               "f:4:11: \"/v2/droplets\""},
           Row{"a method nobody knows", one("calls: FETCH /v2, fault: quota"), "\"FETCH /v2\""},
           Row{"** in the middle", one("calls: \"GET /**/actions\", fault: quota"), "\"GET /**/actions\"",
               false},
           Row{"the zeroth call", one("calls: GET /v2, nth: 0, fault: quota"), "\"0\" is not a value of nth"},
           Row{"a range upside down", one("calls: GET /v2, nth: 5-2, fault: quota"), "\"5-2\"", false},
           Row{"a chance without %", one("calls: GET /v2, chance: 0.2, fault: quota"), "\"0.2\""},
           Row{"more than every call", one("calls: GET /v2, chance: 120%, fault: quota"), "\"120%\"", false},
           Row{"a time without unit", one("calls: GET /v2, fault: latency, for: 5"), "\"5\""},
           Row{"no time at all", one("calls: GET /v2, fault: latency, for: 0s"), "\"0s\"", false},
           Row{"a status of success", one("calls: GET /v2, fault: server_error, status: 200"), "\"200\""},
           Row{"a whole body", one("calls: GET /v2, fault: truncated_body, keep: 100%"), "\"100%\""},
           Row{"a skew by nothing", one("calls: GET /v2, fault: clock_skew"), "by is missing", false},
           Row{"a field of another fault", one("calls: GET /v2, fault: quota, status: 500"),
               "the fault quota does not take status", false},
           Row{"a list for a value", one("calls: [GET], fault: quota"), "calls is not a single value"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto read = read_faults(row.text, "f");
      CHECK_FALSE(read.problems.empty());
      CHECK_THAT(describe(read.problems), Catch::Contains(row.message));
      if (row.schema_sees_it) CHECK_FALSE(obeys_schema(row.text));
    }
  }
}

TEST_CASE("all mistakes are told at once, in the order of the file") {
  const auto read =
      read_faults(head + "faults:\n- {calls: GET, fault: quota}\n- {fault: quake, nth: x}\n", "f");
  REQUIRE(read.problems.size() == 4);
  CHECK(read.problems[0].at.line == 4);
  CHECK(read.problems[3].at.line == 5);
}

}  // namespace muster::sandbox
