#include <catch2/catch.hpp>

#include "reconciler/core/policy/check/check_empty_pool.hpp"
#include "tests/support/bands.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/readings_rules.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Policy a_schedule() {
  ScheduleWindow window;
  window.name = "day";
  window.machines = 1;
  auto policy = a_policy("hours", {});
  policy.rule = Schedule{{window}};
  return policy;
}

Policy a_spare() {
  auto policy = a_policy("room", {});
  policy.rule = Spare{};
  return policy;
}

Policy suspended(Policy policy) {
  policy.suspended = true;
  return policy;
}

Policy for_pool(Policy policy, const std::string& pool) {
  policy.pools = {pool};
  return policy;
}

}  // namespace

TEST_CASE("a pool that may become empty and that no policy brings back is a warning") {
  struct Row {
    const char* that;
    std::vector<Policy> policies;
    bool warned;
    std::vector<std::string> sources{};
    std::optional<int> declared{};
  };
  const std::vector<TargetLoad> on_agents = {{.metric = Metric::agents, .at = {}}};
  const std::vector<Row> rows = {
      {"no policy at all", {}, true},
      {"cpu alone", {a_policy("cpu", {cpu_rule()})}, true},
      {"a target on cpu", {band()}, true},
      {"a way down", {a_policy("idle", {idle_rule()})}, true},
      {"a volume more", {a_policy("disk", {disk_rule()})}, true},
      {"a rule on agents", {a_policy("agents", {agents_rule()})}, false},
      {"a target on agents", {band(on_agents)}, false},
      {"tiers", {the_tiers()}, false},
      {"spare room", {a_spare()}, false},
      {"a schedule", {a_schedule()}, false},
      {"a rule on agents that is suspended", {suspended(a_policy("agents", {agents_rule()}))}, true},
      {"a rule on agents of another pool", {for_pool(a_policy("agents", {agents_rule()}), "other")}, true},
      {"a rule on agents, and sources that only ask machines",
       {a_policy("agents", {agents_rule()})},
       true,
       {"digitalocean", "node"}},
      {"the same, and a declared number", {a_policy("agents", {agents_rule()})}, false, {"digitalocean"}, 12},
      {"a rule on agents, and a source that may know of the pool",
       {a_policy("agents", {agents_rule()})},
       false,
       {"digitalocean", "prometheus"}},
      {"a schedule, and sources that only ask machines", {a_schedule()}, false, {"node"}},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      auto fleet = a_fleet();
      fleet.pools.front().min = 0;
      for (const auto& kind : row.sources) fleet.readings.push_back(source(kind));
      if (row.declared) fleet.agents = {{.name = "a", .pool = PoolName("worker"), .count = row.declared}};
      const auto found = check_empty_pools(fleet, row.policies);
      REQUIRE(found.size() == (row.warned ? 1 : 0));
      if (!row.warned) continue;
      CHECK(found.front().severity == Severity::warning);
      CHECK(found.front().path == "spec.pools[0].min");
      CHECK(found.front().at == fleet.pools.front().at);
    }
  }
}

TEST_CASE("a pool that keeps a machine needs no such policy") {
  CHECK(check_empty_pools(a_fleet(), {}).empty());
}
