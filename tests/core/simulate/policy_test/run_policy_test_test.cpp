#include <catch2/catch.hpp>

#include "reconciler/core/simulate/policy_test/run_policy_test.hpp"
#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

PolicyTest hot_policy_test(std::vector<std::string> changes) {
  Scene s;
  // Nothing moves their work: it waits while a machine is off.
  s.only({a_policy("overload", {cpu_rule()})}).machines(2).pool().balancer.reset();
  s.world.capabilities.moves_agents = false;
  s.pool().max = 2;
  s.steady("worker/1", Metric::cpu, 85, 6min).steady("worker/2", Metric::cpu, 85, 6min);
  PolicyTest policy_test;
  policy_test.name = "hot";
  policy_test.at = {"hot_test.yaml", 7, 7};
  policy_test.world = s.world;
  policy_test.now = s.now;
  policy_test.changes_at = {"hot_test.yaml", 12, 15};
  int line = 13;
  for (auto& change : changes)
    policy_test.changes.push_back({std::move(change), {"hot_test.yaml", line++, 11}});
  return policy_test;
}

}  // namespace

TEST_CASE("a rehearsal passes when all that is expected comes, and nothing else") {
  const auto outcome = run_policy_test(hot_policy_test({"resize worker/1 to s-2vcpu-2gb"}));
  CHECK(outcome.passed());
  CHECK(outcome.name == "hot");
}

TEST_CASE("a rehearsal that fails says where, what was expected, what came, and why") {
  struct Row {
    const char* that;
    std::vector<std::string> changes;
    int line;
    std::string expected;
  };
  for (const auto& row : {
           Row{"something comes that is not expected", {}, 12, "nothing"},
           Row{"something else comes",
               {"resize worker/1 to s-2vcpu-4gb"},
               13,
               "resize worker/1 to s-2vcpu-4gb"},
           Row{"one of two comes",
               {"resize worker/1 to s-2vcpu-2gb", "resize worker/2 to s-2vcpu-2gb"},
               14,
               "resize worker/1 to s-2vcpu-2gb, resize worker/2 to s-2vcpu-2gb"},
           Row{"the same is expected twice",
               {"resize worker/1 to s-2vcpu-2gb", "resize worker/1 to s-2vcpu-2gb"},
               14,
               "resize worker/1 to s-2vcpu-2gb, resize worker/1 to s-2vcpu-2gb"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto outcome = run_policy_test(hot_policy_test(row.changes));
      REQUIRE(outcome.failures.size() == 1);
      const auto& failure = outcome.failures.front();
      CHECK(failure.at == SourceMark{"hot_test.yaml", row.line, row.line == 12 ? 15 : 11});
      CHECK(failure.expected == row.expected);
      CHECK(failure.actual == "resize worker/1 to s-2vcpu-2gb");
      REQUIRE_FALSE(failure.why.empty());
      CHECK_THAT(failure.why.front(), Catch::StartsWith("cpu-hot: worker/1 cpu 85% > 80%"));
    }
  }
}

TEST_CASE("reasons and cuts can be expected too") {
  auto policy_test = hot_policy_test({"resize worker/1 to s-2vcpu-2gb"});
  policy_test.because = {{"cpu-hot", {"hot_test.yaml", 14, 17}}};
  policy_test.held_by = {{"disruption budget", {"hot_test.yaml", 15, 17}}};
  CHECK(run_policy_test(policy_test).passed());
  policy_test.because = {{"memory-full", {"hot_test.yaml", 14, 17}}};
  policy_test.held_by = {{"money cap", {"hot_test.yaml", 15, 17}}};
  const auto outcome = run_policy_test(policy_test);
  REQUIRE(outcome.failures.size() == 2);
  CHECK(outcome.failures[0].expected == "because of memory-full");
  CHECK(outcome.failures[0].actual == "because of cpu-hot");
  CHECK(outcome.failures[1].expected == "held back by money cap");
  CHECK(outcome.failures[1].actual == "held back by disruption budget");
  CHECK(outcome.failures[1].at.line == 15);
}
