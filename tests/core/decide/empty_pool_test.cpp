// A pool that may be empty comes back: a count of the pool or of the fleet is known without any machine.
#include "tests/core/decide/decision_table.hpp"
#include "tests/support/bands.hpp"

using namespace muster;
using namespace muster::test;

namespace {

void empty(Scene& s) {
  s.pool().min = 0;
  s.pool().balancer.reset();
}

}  // namespace

TEST_CASE("an empty pool gets as many machines as a line on agents asks for") {
  check(
      {
          {"twenty-five of the pool at ten each",
           [](Scene& s) { empty(s), s.steady("worker", Metric::agents, 25, 10min); },
           "+ worker/1 s-1vcpu-2gb, + worker/2 s-1vcpu-2gb, + worker/3 s-1vcpu-2gb"},
          {"one of the pool", [](Scene& s) { empty(s), s.steady("worker", Metric::agents, 1, 10min); },
           "+ worker/1 s-1vcpu-2gb"},
          {"none", [](Scene& s) { empty(s), s.steady("worker", Metric::agents, 0, 10min); }, "nothing"},
          {"a count that failed", [](Scene& s) { empty(s), s.failed("worker", Metric::agents); }, "nothing"},
          {"a count that is stale",
           [](Scene& s) { empty(s), s.steady("worker", Metric::agents, 25, 10min, 30min); }, "nothing"},
          {"eleven of the fleet", [](Scene& s) { empty(s), s.steady("fleet", Metric::agents, 11, 10min); },
           "+ worker/1 s-1vcpu-2gb, + worker/2 s-1vcpu-2gb"},
          {"no more than the maximum",
           [](Scene& s) {
             empty(s), s.pool().max = 2;
             s.steady("worker", Metric::agents, 25, 10min);
           },
           "+ worker/1 s-1vcpu-2gb, + worker/2 s-1vcpu-2gb"},
          {"a count of a machine that is gone says nothing",
           [](Scene& s) { empty(s), s.steady("worker/1", Metric::agents, 25, 10min); }, "nothing"},
          {"one machine that is archived is none",
           [](Scene& s) {
             empty(s), s.machines(1);
             s.world.actual.machines.begin()->second.status = MachineStatus::unknown;
             s.steady("worker", Metric::agents, 12, 10min);
           },
           "+ worker/2 s-1vcpu-2gb, + worker/3 s-1vcpu-2gb"},
      },
      {a_policy("agents", {agents_rule()})});
}

TEST_CASE("an empty pool gets what a target on agents asks for") {
  const std::vector<TargetLoad> each = {
      {.metric = Metric::agents, .low = Measure::whole(4), .high = Measure::whole(10), .at = {}}};
  check(
      {
          {"eighteen, at nine each so that it does not tip over at once",
           [](Scene& s) { empty(s), s.steady("worker", Metric::agents, 18, 10min); },
           "+ worker/1 s-1vcpu-2gb, + worker/2 s-1vcpu-2gb"},
          {"none", [](Scene& s) { empty(s), s.steady("worker", Metric::agents, 0, 10min); }, "nothing"},
          {"nobody tells", [](Scene& s) { empty(s); }, "nothing"},
      },
      {band(each)});
}

TEST_CASE("a sustained line on agents waits for its time, also without a machine") {
  auto rule = agents_rule();
  rule.lasting = 5min;
  check(
      {
          {"not yet for five minutes",
           [](Scene& s) { empty(s), s.steady("worker", Metric::agents, 25, 2min); }, "nothing"},
          {"for ten", [](Scene& s) { empty(s), s.steady("worker", Metric::agents, 25, 10min); },
           "+ worker/1 s-1vcpu-2gb, + worker/2 s-1vcpu-2gb, + worker/3 s-1vcpu-2gb"},
      },
      {a_policy("agents", {rule})});
}
