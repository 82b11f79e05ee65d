// A metric that nobody reports blinds its own rule, and says so; it does not stand against what other rules
// know. One that was reported and stopped stands against every way down, for a stated time.
#include <catch2/catch.hpp>

#include "reconciler/core/decide/blind_rules.hpp"
#include "tests/support/bands.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/readings_rules.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Policy band_of_both() {
  return band({{Metric::cpu, Measure::whole(60), Measure::whole(80), {}},
               {Metric::memory, Measure::whole(60), Measure::whole(85), {}}});
}

/// Three machines that need be one, by a target on cpu and memory.
Scene an_idle_pool(std::vector<Policy> beside) {
  Scene scene;
  beside.insert(beside.begin(), band_of_both());
  scene.only(std::move(beside)).machines(3, "s-2vcpu-4gb");
  scene.pool().balancer.reset();
  for (int n = 1; n <= 3; ++n) {
    scene.steady("worker/" + std::to_string(n), Metric::cpu, 12, 1h);
    scene.steady("worker/" + std::to_string(n), Metric::memory, 20, 1h);
  }
  return scene;
}

void all_report(Scene& s, Metric metric, double value, Duration length, Duration until_ago = Duration(0)) {
  for (int n = 1; n <= 3; ++n) s.steady("worker/" + std::to_string(n), metric, value, length, until_ago);
}

ThresholdRule rule_on(Metric metric, Scope scope = Scope::machine) {
  ThresholdRule rule;
  rule.name = std::string("much-") + to_string(metric);
  rule.metric = metric;
  rule.limit = Measure::whole(1'000'000);
  rule.lasting = 5min;
  rule.scope = scope;
  rule.remedy =
      metric == Metric::response_time || metric == Metric::agents ? Remedy::scale_up : Remedy::add_volume;
  rule.volume_gib = 50;
  return rule;
}

std::string clamps_of(const Decision& decision) {
  std::string all;
  for (const auto& clamp : decision.clamps)
    all += std::string(to_string(clamp.kind)) + ": " + clamp.message + "\n";
  return all;
}

}  // namespace

TEST_CASE("a metric that nobody reports does not keep an idle pool large") {
  auto slow_pool = response_time_rule();
  slow_pool.scope = Scope::pool;
  struct Row {
    const char* that;
    std::vector<Policy> beside;
    std::vector<ReadingsRule> sources;
  };
  auto query_nothing = source("prometheus");
  query_nothing.queries["disk_used"] = "";
  for (const auto& row : {
           Row{"nothing stands beside it", {}, {}},
           Row{"response times of machines, from a file that has none",
               {a_policy("a", {response_time_rule()})},
               {source("file")}},
           Row{"response times of the pool, from the cloud's monitoring",
               {a_policy("a", {slow_pool})},
               {source("digitalocean")}},
           Row{"bytes of logs, from the cloud's monitoring",
               {a_policy("a", {rule_on(Metric::log_used)})},
               {source("digitalocean")}},
           Row{"bytes that the Prometheus is told not to ask for",
               {a_policy("a", {rule_on(Metric::disk_used)})},
               {query_nothing}},
           Row{"agents on a machine, from muster-node that does not count them",
               {a_policy("a", {agents_rule()})},
               {source("node")}},
           Row{"agents that tiers ask for, from the cloud's monitoring",
               {the_tiers()},
               {source("digitalocean")}},
           Row{"several of them",
               {a_policy("a", {response_time_rule(), rule_on(Metric::database_used)}), the_tiers()},
               {source("digitalocean")}},
       }) {
    DYNAMIC_SECTION(row.that) {
      auto scene = an_idle_pool(row.beside);
      scene.world.fleet.readings = row.sources;
      const auto decision = scene.first();
      INFO(clamps_of(decision));
      CHECK(decision.direction == Direction::down);
      const auto blind = blind_rules_of(scene.inputs(), scene.now);
      CHECK(blind.empty() == row.beside.empty());
      for (const auto& rule : blind) CHECK(rule.message.find("suspend") != std::string::npos);
    }
  }
}

TEST_CASE("a metric that was reported and stopped stands against a way down for an hour") {
  struct Row {
    const char* that;
    Metric metric;
    Duration stopped_ago;
    Direction direction;
  };
  for (const auto& row : {
           Row{"it is reported", Metric::response_time, Duration(0), Direction::down},
           Row{"it stopped ten minutes ago", Metric::response_time, 10min, Direction::hold},
           Row{"59 minutes ago", Metric::response_time, 59min, Direction::hold},
           Row{"an hour ago", Metric::response_time, 60min, Direction::down},
           Row{"log_used stopped ten minutes ago", Metric::log_used, 10min, Direction::hold},
           Row{"two hours ago", Metric::log_used, 2h, Direction::down},
       }) {
    for (const auto scope : {Scope::machine, Scope::pool}) {
      DYNAMIC_SECTION(row.that << (scope == Scope::pool ? ", of the pool" : "")) {
        if (scope == Scope::pool && row.metric == Metric::log_used) continue;
        auto scene = an_idle_pool({a_policy("a", {rule_on(row.metric, scope)})});
        if (scope == Scope::pool) {
          scene.steady("worker", row.metric, 100, 5h, row.stopped_ago);
        } else {
          all_report(scene, row.metric, 100, 5h, row.stopped_ago);
        }
        const auto decision = scene.first();
        INFO(clamps_of(decision));
        CHECK(decision.direction == row.direction);
        CHECK(blind_rules_of(scene.inputs(), scene.now).empty() == (row.stopped_ago == Duration(0)));
        if (row.direction == Direction::hold)
          CHECK(clamps_of(decision).find("so muster does not scale down before 2026-11-23T") !=
                std::string::npos);
      }
    }
  }
}

TEST_CASE(
    "one machine that does not report what the others do stands against a way down as long as it is silent") {
  auto scene = an_idle_pool({a_policy("a", {rule_on(Metric::log_used)})});
  scene.steady("worker/1", Metric::log_used, 100, 5h).steady("worker/2", Metric::log_used, 100, 5h);
  CHECK(scene.first().direction == Direction::hold);
}

TEST_CASE("a load that fills machines must be known wherever a source reports it") {
  auto idle_memory = idle_rule();
  idle_memory.metric = Metric::memory;
  struct Row {
    const char* that;
    std::vector<ReadingsRule> sources;
    std::vector<ThresholdRule> beside;
    bool goes;
  };
  for (const auto& row : {
           Row{"cpu is not read and nobody would", {source("file")}, {}, true},
           Row{"nor where a rule speaks of it", {source("file")}, {cpu_rule()}, true},
           Row{"the cloud's monitoring should tell it", {source("digitalocean")}, {}, false},
           Row{"so should a Prometheus", {source("prometheus")}, {cpu_rule()}, false},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      auto rules = row.beside;
      rules.push_back(idle_memory);
      scene.only({a_policy("rules", rules)}).machines(3).pool().balancer.reset();
      scene.world.fleet.readings = row.sources;
      all_report(scene, Metric::memory, 10, 1h);
      CHECK(scene.first().direction == (row.goes ? Direction::down : Direction::hold));
    }
  }
}

TEST_CASE("a policy that holds while a reading is missing holds also where nobody reports it") {
  auto scene = an_idle_pool({});
  auto slow = a_policy("slow", {response_time_rule()});
  slow.on_missing = OnMissing::hold;
  scene.world.policies.push_back(slow);
  CHECK(scene.first().direction == Direction::down);
  auto rules = a_policy("both", {response_time_rule(), idle_rule()});
  rules.on_missing = OnMissing::hold;
  Scene own;
  own.only({rules}).machines(3).pool().balancer.reset();
  all_report(own, Metric::cpu, 10, 1h);
  CHECK(own.first().direction == Direction::hold);
}

TEST_CASE("what a rule cannot see is told with what to do") {
  struct Row {
    const char* that;
    void (*given)(Scene&);
    std::string message;
  };
  for (const auto& row : {
           Row{"nobody can report it",
               [](Scene& s) {
                 s.only({a_policy("slow", {response_time_rule()})});
                 s.world.fleet.readings = {source("digitalocean")};
               },
               "rule slow of policy slow cannot be evaluated for pool worker: no source of the fleet "
               "reports response_time: name a source that does (from: prometheus with a query for "
               "response_time), or suspend the policy"},
           Row{"it could be reported and never was",
               [](Scene& s) {
                 s.only({a_policy("slow", {response_time_rule()})});
                 s.world.fleet.readings = {source("file")};
               },
               "rule slow of policy slow cannot be evaluated for pool worker: there is no recent "
               "reading of response_time: name a source that does (from: prometheus with a query for "
               "response_time), or suspend the policy"},
           Row{"it stopped",
               [](Scene& s) {
                 s.only({a_policy("cpu", {cpu_rule()})});
                 all_report(s, Metric::cpu, 50, 1h, 20min);
               },
               "rule cpu-hot of policy cpu cannot be evaluated for pool worker: 3 of 3 do not report "
               "cpu: the last one is from 2026-11-23T19:40:00Z; muster does not scale down before "
               "2026-11-23T20:40:00Z unless readings return. Check the source, or suspend the policy"},
           Row{"nobody counts agents",
               [](Scene& s) {
                 s.only({the_tiers()});
                 s.world.fleet.readings = {source("digitalocean")};
               },
               "rule tiers of policy tiers cannot be evaluated for pool worker: no source of the fleet "
               "reports agents: name a source that does (from: node, or from: prometheus with a query for "
               "agents), declare their number (agents: count), or suspend the policy"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.machines(3);
      row.given(scene);
      const auto blind = blind_rules_of(scene.inputs(), scene.now);
      REQUIRE(blind.size() == 1);
      CHECK(to_string(blind[0]) == row.message);
      CHECK(groups_of(blind) == std::vector<BlindRuleGroup>{{1, to_string(blind[0])}});
    }
  }
}

TEST_CASE("no rule is called blind that need not see yet, or need not see at all") {
  struct Row {
    const char* that;
    void (*given)(Scene&);
  };
  for (const auto& row : {
           Row{"there is no machine yet", [](Scene& s) { s.only({a_policy("cpu", {cpu_rule()})}); }},
           Row{"the machines are new",
               [](Scene& s) {
                 s.only({a_policy("cpu", {cpu_rule()})}).machines(2);
                 for (auto& [slot, machine] : s.world.actual.machines) machine.created_at = s.now - 5min;
               }},
           Row{"the policy is suspended",
               [](Scene& s) {
                 s.only({a_policy("slow", {response_time_rule()})}).machines(2);
                 s.world.policies[0].suspended = true;
                 s.world.fleet.readings = {source("digitalocean")};
               }},
           Row{"the number of agents is declared",
               [](Scene& s) {
                 s.only({the_tiers(), a_policy("density", {agents_rule()})})
                     .machines(2)
                     .agents_of_one_kind(false);
                 s.world.fleet.agents[0].count = 4;
                 s.world.fleet.readings = {source("digitalocean")};
               }},
           Row{"two of three machines report",
               [](Scene& s) {
                 s.only({a_policy("cpu", {cpu_rule()})}).machines(3);
                 s.steady("worker/1", Metric::cpu, 50, 1h).steady("worker/2", Metric::cpu, 50, 1h);
               }},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      row.given(scene);
      CHECK(blind_rules_of(scene.inputs(), scene.now).empty());
    }
  }
}

TEST_CASE("a rule on agents goes by their declared number where nobody counts them") {
  Scene scene;
  scene.only({a_policy("density", {agents_rule()})}).machines(1).agents_of_one_kind(false);
  scene.world.fleet.readings = {source("digitalocean")};
  scene.world.fleet.agents[0].count = 10;
  CHECK(in_short(scene.first()) == "nothing");
  scene.world.fleet.agents[0].count = 11;
  CHECK(in_short(scene.first()).find("+ worker/2") == 0);
}

TEST_CASE("rules that are blind for one reason share a sentence, and each is counted") {
  Scene scene;
  scene.only({a_policy("cpu", {cpu_rule()}), a_policy("memory", {memory_rule()}), the_tiers()}).machines(3);
  const auto blind = blind_rules_of(scene.inputs(), scene.now);
  REQUIRE(blind.size() == 3);
  const auto groups = groups_of(blind);
  REQUIRE(groups.size() == 1);
  CHECK_THAT(
      groups[0].message,
      Catch::StartsWith(
          "rules cpu-hot of policy cpu, memory-full of policy memory, tiers of policy tiers cannot be "
          "evaluated for pool worker: there is no recent reading of cpu, memory, agents: declare sources"));
  CHECK(groups[0].rules == 3);
}
