// Windows of time and room to spare: floors that cost something and say what.
#include "reconciler/core/policy/kind/parse_cron.hpp"
#include "tests/core/decide/decision_table.hpp"
#include "tests/support/zones.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Open from 19:00 to 21:00: at noon(), which is 20:00, and idle in the afternoon.
ScheduleWindow window(const char* start = "0 19 * * *") {
  ScheduleWindow made;
  made.name = "evening";
  made.start = *parse_cron(start);
  made.lasting = 2h;
  made.at = {"policies/hours.yaml", 8, 5};
  return made;
}

void schedule(Scene& s, ScheduleWindow made) {
  auto policy = a_policy("hours", {});
  policy.rule = Schedule{{std::move(made)}};
  s.world.policies.push_back(policy);
}

ScheduleWindow with_machines(int machines, const char* size = "", const char* start = "0 19 * * *") {
  auto made = window(start);
  made.machines = machines;
  made.size = SizeName(size);
  return made;
}

ScheduleWindow with_agents(int agents) {
  auto made = window();
  made.agents = agents;
  return made;
}

void spare(Scene& s, SpareRoom room) {
  auto policy = a_policy("spare", {});
  policy.rule = Spare{room, {"policies/spare.yaml", 7, 3}};
  s.world.policies.push_back(policy);
}

/// Four fit on the smallest machine: 2 GiB and 500 MiB each.
void agents_of_500mib(Scene& s) {
  s.world.fleet.agents = {{.name = "a", .pool = PoolName("worker"), .count = {}, .memory_mib = 500}};
}

void cpu_idle(Scene& s, int machines) {
  for (int n = 1; n <= machines; ++n) s.steady("worker/" + std::to_string(n), Metric::cpu, 5, 15min);
}

}  // namespace

TEST_CASE("an open window is a floor") {
  check(
      {{"fewer machines than it wants: more of the cheapest size",
        [](Scene& s) { schedule(s, with_machines(3)), s.machines(1, "s-2vcpu-4gb").balancer("worker/lb-1"); },
        "+ worker/2 s-1vcpu-2gb, + worker/3 s-1vcpu-2gb"},
       {"enough machines: nothing",
        [](Scene& s) { schedule(s, with_machines(3)), s.machines(3).balancer("worker/lb-1"); }, "nothing"},
       {"shut: nothing", [](Scene& s) { schedule(s, with_machines(3, "", "0 21 * * *")), s.machines(1); },
        "nothing"},
       {"too small: a larger size, one machine at a time",
        [](Scene& s) { schedule(s, with_machines(2, "s-2vcpu-4gb")), s.machines(2).balancer("worker/lb-1"); },
        "worker/1 -> s-2vcpu-4gb"},
       {"capacity for agents, by their requests: ten need three machines that hold four each",
        [](Scene& s) {
          schedule(s, with_agents(10)), agents_of_500mib(s), s.machines(1).balancer("worker/lb-1");
        },
        "+ worker/2 s-1vcpu-2gb, + worker/3 s-1vcpu-2gb"},
       {"capacity for agents, by the tiers",
        [](Scene& s) {
          s.world.policies.push_back(the_tiers());
          schedule(s, with_agents(10)), s.machines(1).volume("worker/1/data-1", 50);
          s.reading("worker", Metric::agents, 1);
        },
        "worker/1 -> s-2vcpu-2gb"},
       {"nothing shrinks below it while it is open",
        [](Scene& s) {
          s.only({a_policy("idle", {idle_rule()})});
          schedule(s, with_machines(3)), s.machines(3).balancer("worker/lb-1");
          cpu_idle(s, 3);
        },
        "nothing"},
       {"nor within the hour before it opens",
        [](Scene& s) {
          s.only({a_policy("idle", {idle_rule()})});
          schedule(s, with_machines(3, "", "0 21 * * *")), s.machines(3).balancer("worker/lb-1");
          cpu_idle(s, 3);
        },
        "nothing"},
       {"and does when it is shut for longer",
        [](Scene& s) {
          s.only({a_policy("idle", {idle_rule()})});
          schedule(s, with_machines(3, "", "0 22 * * *")), s.machines(3).balancer("worker/lb-1");
          cpu_idle(s, 3);
        },
        "- worker/3"},
       {"bounds hold over it",
        [](Scene& s) {
          s.pool().max = 2;
          schedule(s, with_machines(3)), s.machines(2).balancer("worker/lb-1");
        },
        "nothing"}},
      {});
}

TEST_CASE("room as spare capacity is kept over what the agents need") {
  check({{"a machine as spare capacity: six agents need two, so three",
          [](Scene& s) {
            spare(s, {.machines = 1}), agents_of_500mib(s), s.machines(2).balancer("worker/lb-1");
            s.reading("worker", Metric::agents, 6);
          },
          "+ worker/3 s-1vcpu-2gb"},
         {"two agents as spare capacity: they fit",
          [](Scene& s) {
            spare(s, {.agents = 2}), agents_of_500mib(s), s.machines(2).balancer("worker/lb-1");
            s.reading("worker", Metric::agents, 6);
          },
          "nothing"},
         {"three do not",
          [](Scene& s) {
            spare(s, {.agents = 3}), agents_of_500mib(s), s.machines(2).balancer("worker/lb-1");
            s.reading("worker", Metric::agents, 6);
          },
          "+ worker/3 s-1vcpu-2gb"},
         {"a third as spare capacity: two, rounded up",
          [](Scene& s) {
            spare(s, {.percent = 34}), agents_of_500mib(s), s.machines(2).balancer("worker/lb-1");
            s.reading("worker", Metric::agents, 6);
          },
          "+ worker/3 s-1vcpu-2gb"},
         {"without requests or a line nobody knows what a machine holds",
          [](Scene& s) {
            s.world.fleet.agents.clear();
            spare(s, {.agents = 50}), s.machines(1), s.reading("worker", Metric::agents, 6);
          },
          "nothing"},
         {"without a count nobody knows what is used",
          [](Scene& s) { spare(s, {.agents = 50}), agents_of_500mib(s), s.machines(1); }, "nothing"},
         {"nothing shrinks into it",
          [](Scene& s) {
            s.only({a_policy("idle", {idle_rule()})});
            spare(s, {.machines = 1}), agents_of_500mib(s), s.machines(2).balancer("worker/lb-1");
            s.reading("worker", Metric::agents, 3);
            cpu_idle(s, 2);
          },
          "nothing"}},
        {});
}

TEST_CASE("a window and a spare say what they want and what it costs") {
  Scene s;
  s.only({});
  agents_of_500mib(s);
  schedule(s, with_machines(2));
  spare(s, {.agents = 8});
  s.machines(1).balancer("worker/lb-1").reading("worker", Metric::agents, 3);
  const auto decision = s.first();
  REQUIRE(decision.recommendations.size() == 2);
  CHECK(decision.recommendations[0].because.message ==
        "open from 2026-11-23 19:00 UTC to 2026-11-23 21:00 UTC: 2 machines");
  CHECK(decision.recommendations[0].because.at.line == 8);
  CHECK(decision.recommendations[1].because.message ==
        "3 agents, 8 agents as spare capacity: capacity for 11 is needed, there is capacity for 4: 2 x "
        "s-1vcpu-2gb more for $24.00 a month more");
  CHECK(in_short(decision) == "+ worker/2 s-1vcpu-2gb, + worker/3 s-1vcpu-2gb");
}
