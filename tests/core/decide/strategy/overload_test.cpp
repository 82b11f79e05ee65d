// The mission's decision tree, first half: a machine that is too small for its load.
#include <catch2/catch.hpp>

#include "tests/core/decide/decision_table.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Every 30 s from 5 minutes ago until now, but without the readings that many periods ago.
void cpu_without(Scene& s, double value, std::vector<int> missing) {
  for (int period = 0; period <= 10; ++period) {
    if (std::find(missing.begin(), missing.end(), period) != missing.end()) continue;
    s.reading("worker/1", Metric::cpu, value, Duration(30s) * period);
  }
}

void two_hot(Scene& s) {
  s.machines(2).steady("worker/1", Metric::cpu, 85, 6min).steady("worker/2", Metric::cpu, 90, 6min);
}

/// Nothing moves the work of a machine that is off, and no machine more may come.
void their_work_waits(Scene& s) {
  s.world.capabilities.moves_agents = false;
  s.pool().balancer.reset();
  s.pool().max = 2;
}

/// Two machines, the first of them hot, with so many agents on each.
void two_with_agents(Scene& s, double agents, bool are_moved) {
  s.world.capabilities.moves_agents = are_moved;
  s.machines(2).balancer("worker/lb-1").steady("worker/1", Metric::cpu, 85, 6min);
  s.reading("worker/1", Metric::agents, agents).reading("worker/2", Metric::agents, agents);
}

}  // namespace

TEST_CASE("a machine whose cpu is too high for long enough gets the next size that helps") {
  const std::vector<DecisionRow> rows = {
      {"85% for 6 minutes: one vCPU more is enough",
       [](Scene& s) { s.machines(1).steady("worker/1", Metric::cpu, 85, 6min); }, "worker/1 -> s-2vcpu-2gb"},
      {"80.0% is not above 80%", [](Scene& s) { s.machines(1).steady("worker/1", Metric::cpu, 80, 6min); },
       "nothing"},
      {"80.001% is", [](Scene& s) { s.machines(1).steady("worker/1", Metric::cpu, 80.001, 6min); },
       "worker/1 -> s-2vcpu-2gb"},
      {"exactly 5 minutes are 5 minutes",
       [](Scene& s) { s.machines(1).steady("worker/1", Metric::cpu, 85, 5min); }, "worker/1 -> s-2vcpu-2gb"},
      {"4 minutes 59 seconds are not",
       [](Scene& s) {
         s.machines(1)
             .steady("worker/1", Metric::cpu, 85, Duration(4min) + Duration(30s))
             .reading("worker/1", Metric::cpu, 85, Duration(4min) + Duration(59s));
       },
       "nothing"},
      {"one reading at the line in between breaks it",
       [](Scene& s) {
         s.machines(1);
         cpu_without(s, 85, {4});
         s.reading("worker/1", Metric::cpu, 80, Duration(2min));
       },
       "nothing"},
      {"one reading at the line just before the window means it was not yet 5 minutes",
       [](Scene& s) {
         s.machines(1)
             .steady("worker/1", Metric::cpu, 85, Duration(4min) + Duration(30s))
             .reading("worker/1", Metric::cpu, 80, Duration(5min));
       },
       "nothing"},
      {"one missing reading is borne", [](Scene& s) { s.machines(1), cpu_without(s, 85, {4}); },
       "worker/1 -> s-2vcpu-2gb"},
      {"two missing readings of ten are borne",
       [](Scene& s) {
         s.machines(1), cpu_without(s, 85, {3, 7});
       },
       "worker/1 -> s-2vcpu-2gb"},
      {"three are too many",
       [](Scene& s) {
         s.machines(1), cpu_without(s, 85, {2, 5, 8});
       },
       "nothing"},
      {"readings that failed are no readings",
       [](Scene& s) {
         s.machines(1), cpu_without(s, 85, {2, 5, 8});
         for (const int period : {2, 5, 8}) s.failed("worker/1", Metric::cpu, Duration(30s) * period);
       },
       "nothing"},
      {"two failed readings of ten are borne, also the newest",
       [](Scene& s) {
         s.machines(1), cpu_without(s, 85, {0, 5});
         for (const int period : {0, 5}) s.failed("worker/1", Metric::cpu, Duration(30s) * period);
       },
       "worker/1 -> s-2vcpu-2gb"},
      {"readings that stopped two minutes ago say nothing about now",
       [](Scene& s) { s.machines(1).steady("worker/1", Metric::cpu, 95, 10min, 2min); }, "nothing"},
      {"readings from the future do not count",
       [](Scene& s) { s.machines(1).steady("worker/1", Metric::cpu, 85, Duration(3min), -Duration(5min)); },
       "nothing"},
      {"no readings, no change", [](Scene& s) { s.machines(1); }, "nothing"},
      {"a long silence before the window does not make it longer",
       [](Scene& s) {
         s.machines(1)
             .steady("worker/1", Metric::cpu, 85, Duration(4min) + Duration(30s))
             .steady("worker/1", Metric::cpu, 85, 30min, 15min);
       },
       "nothing"},
      {"more load than the next size bears skips to the one that does",
       [](Scene& s) { s.machines(1, "s-2vcpu-2gb").steady("worker/1", Metric::cpu, 100, 6min); },
       "worker/1 -> s-4vcpu-8gb"},
      {"at the top of the ladder a second machine comes, and with it the load balancer",
       [](Scene& s) { s.machines(1, "s-8vcpu-16gb").steady("worker/1", Metric::cpu, 95, 6min); },
       "+ worker/2 s-2vcpu-2gb, + worker/lb-1"},
      {"where machines are not resized a second one comes",
       [](Scene& s) {
         s.machines(1).steady("worker/1", Metric::cpu, 95, 6min);
         s.pool().vertical = false;
       },
       "+ worker/2 s-1vcpu-2gb, + worker/lb-1"},
      {"a size that is not sold in the machine's region is passed over",
       [](Scene& s) {
         s.machines(1).steady("worker/1", Metric::cpu, 85, 6min);
         for (auto& offer : s.world.prices.sizes) {
           if (offer.name.value == "s-2vcpu-2gb") offer.regions = {Region("fra1")};
         }
       },
       "worker/1 -> s-2vcpu-4gb"},
      {"a size that is sold out is passed over",
       [](Scene& s) {
         s.machines(1).steady("worker/1", Metric::cpu, 85, 6min);
         for (auto& offer : s.world.prices.sizes) offer.available = offer.name.value != "s-2vcpu-2gb";
       },
       "worker/1 -> s-2vcpu-4gb"},
      {"a size off the ladder goes to the next dearer one of the ladder",
       [](Scene& s) {
         s.machines(1, "c-2").steady("worker/1", Metric::cpu, 85, 6min);
         s.world.prices.sizes.insert(
             s.world.prices.sizes.begin(),
             {SizeName("c-2"), 2, 4096, 25, {Money(), Money::dollars(42)}, {Region("nyc3")}, true});
       },
       "worker/1 -> s-4vcpu-8gb"},
      {"of two hot machines none is off while the other one would get its work: a machine more",
       [](Scene& s) { two_hot(s), s.balancer("worker/lb-1"); }, "+ worker/3 s-1vcpu-2gb"},
      {"where their work waits, one is resized at a time, the hotter one first",
       [](Scene& s) { two_hot(s), their_work_waits(s); }, "worker/2 -> s-2vcpu-2gb"},
      {"a larger disruption budget lets both go",
       [](Scene& s) { two_hot(s), their_work_waits(s), s.pool().max_disrupted = 2; },
       "worker/1 -> s-2vcpu-2gb, worker/2 -> s-2vcpu-2gb"},
      {"one machine that does not report does not keep another from growing",
       [](Scene& s) { s.machines(2).balancer("worker/lb-1").steady("worker/1", Metric::cpu, 85, 6min); },
       "worker/1 -> s-2vcpu-2gb"},
      {"unless the policy holds while readings are missing",
       [](Scene& s) {
         s.machines(2).balancer("worker/lb-1").steady("worker/1", Metric::cpu, 85, 6min);
         s.policy("cpu").on_missing = OnMissing::hold;
       },
       "nothing"},
      {"a suspended policy requests no change",
       [](Scene& s) {
         s.machines(1).steady("worker/1", Metric::cpu, 85, 6min);
         s.policy("cpu").suspended = true;
       },
       "nothing"},
      {"a policy for another pool does not concern this one",
       [](Scene& s) {
         s.machines(1).steady("worker/1", Metric::cpu, 85, 6min);
         s.policy("cpu").pools = {"web-.*"};
       },
       "nothing"},
  };
  check(rows, {a_policy("cpu", {cpu_rule()})});
}

TEST_CASE("a machine is not resized while its agents have no place on the other machines") {
  const std::vector<DecisionRow> rows = {
      {"a machine whose agents have no place on the other machines waits for one machine more",
       [](Scene& s) { two_with_agents(s, 8, true); }, "+ worker/3 s-1vcpu-2gb"},
      {"where they have a place it is resized", [](Scene& s) { two_with_agents(s, 5, true); },
       "worker/1 -> s-2vcpu-2gb"},
      {"where nothing moves them they wait where they are, and it is resized",
       [](Scene& s) { two_with_agents(s, 8, false); }, "worker/1 -> s-2vcpu-2gb"},
      {"where the pool may have no machine more it is resized all the same",
       [](Scene& s) {
         two_with_agents(s, 8, true);
         s.pool().max = 2;
       },
       "worker/1 -> s-2vcpu-2gb"},
      {"a lone machine is resized, with nowhere to move its agents to",
       [](Scene& s) {
         s.world.capabilities.moves_agents = true;
         s.machines(1).balancer("worker/lb-1").reading("worker", Metric::agents, 8);
         s.steady("worker/1", Metric::cpu, 85, 6min);
       },
       "worker/1 -> s-2vcpu-2gb"},
  };
  check(rows, {a_policy("cpu", {cpu_rule()}), a_policy("agents", {agents_rule()})});
}

TEST_CASE("memory asks for memory, not for vCPUs") {
  const std::vector<DecisionRow> rows = {
      {"85.0% is not above 85%", [](Scene& s) { s.machines(1).steady("worker/1", Metric::memory, 85, 6min); },
       "nothing"},
      {"85.1% is: the size with as much memory is passed over",
       [](Scene& s) { s.machines(1).steady("worker/1", Metric::memory, 85.1, 6min); },
       "worker/1 -> s-2vcpu-4gb"},
      {"cpu and memory at once: the larger of both wishes",
       [](Scene& s) {
         s.machines(1).steady("worker/1", Metric::memory, 90, 6min).steady("worker/1", Metric::cpu, 85, 6min);
       },
       "worker/1 -> s-2vcpu-4gb"},
  };
  check(rows, {a_policy("memory", {memory_rule()}), a_policy("cpu", {cpu_rule()})});
}

TEST_CASE("response time is held against what is usual") {
  const std::vector<DecisionRow> rows = {
      {"exactly twice the normal is not above it",
       [](Scene& s) {
         s.machines(1).steady("worker/1", Metric::response_time, 100, 3h, Duration(5min) + Duration(30s));
         s.steady("worker/1", Metric::response_time, 200, 5min);
       },
       "nothing"},
      {"a little more is",
       [](Scene& s) {
         s.machines(1).steady("worker/1", Metric::response_time, 100, 3h, Duration(5min) + Duration(30s));
         s.steady("worker/1", Metric::response_time, 200.1, 5min);
       },
       "worker/1 -> s-2vcpu-2gb"},
      {"with less than an hour behind it there is no baseline yet",
       [](Scene& s) {
         s.machines(1).steady("worker/1", Metric::response_time, 100, Duration(64min),
                              Duration(5min) + Duration(30s));
         s.steady("worker/1", Metric::response_time, 500, 5min);
       },
       "nothing"},
      {"with an hour there is",
       [](Scene& s) {
         s.machines(1).steady("worker/1", Metric::response_time, 100, Duration(65min),
                              Duration(5min) + Duration(30s));
         s.steady("worker/1", Metric::response_time, 199, 5min)
             .steady("worker/1", Metric::response_time, 201, 5min);
       },
       "worker/1 -> s-2vcpu-2gb"},
      {"what is more than a day old is no longer usual",
       [](Scene& s) {
         s.machines(1).steady("worker/1", Metric::response_time, 10, 30h, Duration(24h) + Duration(30s));
         s.steady("worker/1", Metric::response_time, 100, 2h);
       },
       "nothing"},
  };
  check(rows, {a_policy("response-time", {response_time_rule()})});

  Scene scene;
  scene.only({a_policy("response-time", {response_time_rule()})}).machines(1);
  scene.steady("worker/1", Metric::response_time, 500, 10min);
  CHECK(scene.first().notes == std::vector<std::string>{"no baseline yet for response_time of worker"});
}

TEST_CASE("a decision to grow says what it saw and what it passed over") {
  Scene scene;
  scene.only({a_policy("memory", {memory_rule()})}).machines(1).steady("worker/1", Metric::memory, 90, 6min);
  const auto decision = scene.first();
  CHECK(decision.direction == Direction::up);
  REQUIRE(decision.because.size() == 1);
  const auto& cause = decision.because.at(Slot{PoolName("worker"), 1}).front();
  CHECK(cause.policy.value == "memory");
  CHECK(cause.rule == "memory-full");
  CHECK(to_string(cause.at) == "policies/rules.yaml:7:5");
  CHECK(cause.message ==
        "worker/1 memory 90% > 85% for 6m of 5m (10 of 10 readings): resize worker/1 to s-2vcpu-4gb brings "
        "memory "
        "to 45% for $12.00 a month more, 1m30s off");
  REQUIRE(cause.evidence.size() == 1);
  CHECK(cause.evidence.front().value == Measure::whole(90));
  CHECK(cause.evidence.front().held == Duration(6min));
  const auto passed_over =
      std::find_if(decision.rejected.begin(), decision.rejected.end(),
                   [](const Alternative& other) { return other.what == "resize worker/1 to s-2vcpu-2gb"; });
  REQUIRE(passed_over != decision.rejected.end());
  CHECK(passed_over->delta == Money::dollars(6));
  CHECK(passed_over->why_not == "not enough: memory to 90%");
}
