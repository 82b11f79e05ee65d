// A machine that is neither on nor off is no capacity: the pool gets what it needs at least beside it, and
// nothing is done to it.
#include "tests/core/decide/decision_table.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Machine& machine(Scene& s, int number) {
  return s.world.actual.machines.at({PoolName("worker"), number});
}

void archive(Scene& s, int number, const std::string& word = "archive") {
  machine(s, number).status = MachineStatus::unknown;
  machine(s, number).status_reported = word;
}

void begin_long_ago(Scene& s, int number, Duration ago) {
  machine(s, number).status = MachineStatus::starting;
  machine(s, number).created_at = s.now - ago;
}

void alone(Scene& s) {
  s.pool().balancer.reset();
}

}  // namespace

TEST_CASE("what is no capacity is made up for, up to the minimum") {
  check(
      {
          {"the only machine is archived", [](Scene& s) { alone(s), s.machines(1), archive(s, 1); },
           "+ worker/2 s-1vcpu-2gb"},
          {"it is in a state with a name that nobody knows",
           [](Scene& s) { alone(s), s.machines(1), archive(s, 1, "hibernating"); }, "+ worker/2 s-1vcpu-2gb"},
          {"it is new for two hours", [](Scene& s) { alone(s), s.machines(1), begin_long_ago(s, 1, 2h); },
           "+ worker/2 s-1vcpu-2gb"},
          {"new for five minutes is coming up",
           [](Scene& s) { alone(s), s.machines(1), begin_long_ago(s, 1, 5min); }, "nothing"},
          {"new for long, and an apply waits for it",
           [](Scene& s) {
             alone(s), s.machines(1), begin_long_ago(s, 1, 2h);
             s.world.in_flight[{PoolName("worker"), 1}] = {SizeName("s-1vcpu-2gb"), false};
           },
           "nothing"},
          {"one of two, and one is needed", [](Scene& s) { alone(s), s.machines(2), archive(s, 2); },
           "nothing"},
          {"one of two, and two are needed",
           [](Scene& s) { alone(s), s.pool().min = 2, s.machines(2), archive(s, 1); },
           "+ worker/3 s-1vcpu-2gb"},
          {"a pool of fixed size: what is needed is made all the same",
           [](Scene& s) { alone(s), s.pool().max = 1, s.machines(1), archive(s, 1); },
           "+ worker/2 s-1vcpu-2gb"},
          {"one that is off is started, not made up for",
           [](Scene& s) { alone(s), s.machines(1), machine(s, 1).status = MachineStatus::off; }, "nothing"},
      },
      {});
}

TEST_CASE("what is no capacity is neither grown nor taken away") {
  check(
      {
          {"its load is not looked at",
           [](Scene& s) {
             alone(s), s.machines(2), archive(s, 2);
             s.steady("worker/1", Metric::cpu, 50, 1h).steady("worker/2", Metric::cpu, 95, 1h);
           },
           "nothing"},
          {"it does not go although the pool is idle: one that works is the least",
           [](Scene& s) {
             alone(s), s.machines(2), archive(s, 2);
             s.steady("worker/1", Metric::cpu, 5, 1h).steady("worker/2", Metric::cpu, 5, 1h);
           },
           "nothing"},
          {"of three one that works goes",
           [](Scene& s) {
             alone(s), s.machines(3), archive(s, 3);
             for (int n = 1; n <= 3; ++n) s.steady("worker/" + std::to_string(n), Metric::cpu, 5, 1h);
           },
           "- worker/2"},
          {"growth stops at the maximum, with it counted",
           [](Scene& s) {
             alone(s), s.pool().max = 2, s.pool().vertical = false, s.machines(2), archive(s, 2);
             s.steady("worker/1", Metric::cpu, 95, 1h);
           },
           "nothing"},
      },
      {a_policy("cpu", {cpu_rule()}), a_policy("idle", {idle_rule()})});
}
