// Several rules of a pool, and several pools of a fleet, get one answer.
#include <catch2/catch.hpp>

#include "reconciler/core/policy/kind/parse_cron.hpp"
#include "tests/core/decide/decision_table.hpp"
#include "tests/support/bands.hpp"

using namespace muster;
using namespace muster::test;

namespace {

void loaded(Scene& s, int machines, double cpu, double memory = 50, const std::string& pool = "worker") {
  for (int n = 1; n <= machines; ++n) {
    const auto name = pool + "/" + std::to_string(n);
    s.steady(name, Metric::cpu, cpu, 25min).steady(name, Metric::memory, memory, 25min);
  }
}

Policy cpu_and_memory_band() {
  return band({{Metric::cpu, Measure::whole(60), Measure::whole(80), {}},
               {Metric::memory, Measure::whole(60), Measure::whole(85), {}}});
}

/// The mission's lines beside a band.
std::vector<Policy> lines_and_band() {
  return {a_policy("overload", {cpu_rule(), memory_rule()}), cpu_and_memory_band()};
}

Policy window_of(int machines, const char* start) {
  Policy policy;
  policy.name = PolicyName("hours");
  policy.pools = {"worker"};
  ScheduleWindow window;
  window.name = "hours";
  window.start = *parse_cron(start);
  window.lasting = 2h;
  window.machines = machines;
  policy.rule = Schedule{{window}};
  return policy;
}

Policy disk_rules(Remedy first, int first_gib, Remedy second, int second_gib) {
  auto one = disk_rule();
  one.remedy = first;
  one.volume_gib = first_gib;
  auto two = disk_rule();
  two.name = "disk-filling";
  two.limit = Measure::whole(80);
  two.remedy = second;
  two.volume_gib = second_gib;
  return a_policy("disk", {one, two});
}

}  // namespace

TEST_CASE("rules that see the same heat buy one answer") {
  check({{"84.5% on the smallest size: the next one answers line and band for $6",
          [](Scene& s) { s.machines(1), loaded(s, 1, 84.5, 50); }, "worker/1 -> s-2vcpu-2gb"},
         {"both loads above their lines: one resize answers all four rules",
          [](Scene& s) { s.machines(1), loaded(s, 1, 90, 90); }, "worker/1 -> s-2vcpu-4gb"},
         {"memory alone: the cheapest size with more of it",
          [](Scene& s) { s.machines(1), loaded(s, 1, 50, 90); }, "worker/1 -> s-2vcpu-4gb"},
         {"with a balancer there already, a small machine is cheaper than a large one",
          [](Scene& s) { s.machines(2, "s-4vcpu-8gb").balancer("worker/lb-1"), loaded(s, 2, 84.5, 50); },
          "+ worker/3 s-2vcpu-2gb"}},
        lines_and_band());
}

TEST_CASE("a machine more is as large as what is missing, not as the largest machine") {
  check({{"one agent too many",
          [](Scene& s) {
            s.machines(2).balancer("worker/lb-1");
            s.world.actual.machines.at({PoolName("worker"), 1}).size = SizeName("s-8vcpu-16gb");
            s.reading("worker", Metric::agents, 21);
          },
          "+ worker/3 s-1vcpu-2gb"},
         {"a minimum that was raised",
          [](Scene& s) { s.machines(1, "s-8vcpu-16gb").balancer("worker/lb-1").pool().min = 2; },
          "+ worker/2 s-1vcpu-2gb"}},
        {a_policy("agents", {agents_rule()})});
  check({{"a window for two machines",
          [](Scene& s) { s.machines(1, "s-8vcpu-16gb").balancer("worker/lb-1"); }, "+ worker/2 s-1vcpu-2gb"}},
        {window_of(2, "0 19 * * *")});
  check({{"a hot machine at the top of the ladder",
          [](Scene& s) { s.machines(1, "s-8vcpu-16gb").balancer("worker/lb-1"), loaded(s, 1, 95); },
          "+ worker/2 s-2vcpu-2gb"}},
        {a_policy("overload", {cpu_rule()})});
}

TEST_CASE("money is part of the choice") {
  const auto full = [](Scene& s, int dollars) {
    s.machines(2, "s-2vcpu-4gb").balancer("worker/lb-1").pool().max = 4;
    s.world.fleet.budget.monthly_cap = Money::dollars(dollars);
    loaded(s, 2, 70, 95);
  };
  for (const int cap : {72, 84, 100, 300}) {
    Scene s;
    s.only({cpu_and_memory_band()});
    full(s, cap);
    const auto decision = s.first();
    INFO(cap << ": " << in_short(decision));
    CHECK(decision.direction == Direction::up);
  }
  Scene poor;
  poor.only({cpu_and_memory_band()});
  full(poor, 65);
  CHECK(in_short(poor.first()) == "nothing");
}

TEST_CASE("more money never gives a plan that relieves less") {
  double before = 0;
  for (int cap = 60; cap <= 240; cap += 6) {
    Scene s;
    s.only({cpu_and_memory_band()}).machines(2, "s-2vcpu-4gb").balancer("worker/lb-1");
    s.world.fleet.budget.monthly_cap = Money::dollars(cap);
    loaded(s, 2, 92, 92);
    double mib = 0;
    for (const auto& [number, size] : s.first().to.machines) mib += s.world.prices.find(size)->memory_mib;
    INFO("cap " << cap);
    CHECK(mib >= before);
    before = std::max(before, std::min(mib, 10'000.0));
  }
}

TEST_CASE("overload of one pool comes before the window of another, whatever the order of the file") {
  for (const bool reversed : {false, true}) {
    Scene s;
    auto window = window_of(4, "0 19 * * *");
    window.pools = {"batch"};
    auto front = cpu_and_memory_band();
    front.pools = {"front"};
    s.only({window, front});
    s.world.fleet.pools = {a_pool("batch"), a_pool("front")};
    if (reversed) std::swap(s.world.fleet.pools[0], s.world.fleet.pools[1]);
    for (auto& pool : s.world.fleet.pools) pool.balancer.reset();
    s.machines(1, "s-1vcpu-2gb", "batch").machines(2, "s-2vcpu-4gb", "front");
    s.world.fleet.budget.monthly_cap = Money::dollars(100);
    loaded(s, 1, 10, 10, "batch");
    loaded(s, 2, 96, 50, "front");
    const auto decisions = s.decide();
    const auto& hot = decisions[reversed ? 0 : 1];
    INFO(in_short(decisions[0]) << " | " << in_short(decisions[1]));
    CHECK(hot.pool == PoolName("front"));
    CHECK(hot.direction == Direction::up);
  }
}

TEST_CASE("a pool that has all its machines climbs") {
  for (const double cpu : {84.0, 92.0, 99.0}) {
    Scene s;
    s.only({cpu_and_memory_band()}).machines(4, "s-2vcpu-2gb").pool().max = 4;
    s.pool().balancer.reset();
    loaded(s, 4, cpu);
    INFO(cpu << ": " << in_short(s.first()));
    CHECK(s.first().direction == Direction::up);
    CHECK(s.first().to.machines.size() == 4);
  }
}

TEST_CASE("readings of machines say how work is spread") {
  Scene s;
  s.only({cpu_and_memory_band()}).machines(4, "s-4vcpu-8gb").balancer("worker/lb-1");
  s.world.actual.machines.at({PoolName("worker"), 4}).size = SizeName("s-1vcpu-2gb");
  s.agents_of_one_kind(true);
  SECTION("each is as full as the others: by size") {
    loaded(s, 4, 70, 70);
    CHECK(in_short(s.first()) == "nothing");
  }
  SECTION("the small one has as much work as the large ones: by number") {
    for (int n = 1; n <= 3; ++n)
      s.steady("worker/" + std::to_string(n), Metric::cpu, 22, 25min)
          .steady("worker/" + std::to_string(n), Metric::memory, 22, 25min);
    s.steady("worker/4", Metric::cpu, 88, 25min).steady("worker/4", Metric::memory, 84, 25min);
    const auto decision = s.first();
    INFO(in_short(decision));
    CHECK(decision.direction != Direction::hold);
  }
}

TEST_CASE("no pool is told to be fuller than its fullest machine") {
  struct Row {
    const char* that;
    const char* small;  ///< The size of worker/4; the others have s-4vcpu-8gb.
    double cpu;         ///< Of each machine; 0: no machine reports it.
    double memory;
    bool small_reports;
  };
  const auto row =
      GENERATE(values<Row>({{"memory alone is read", "s-1vcpu-2gb", 0, 46, true},
                            {"cpu is too low to show anything", "s-1vcpu-2gb", 4, 46, true},
                            {"the small machine reports nothing", "s-1vcpu-2gb", 46, 46, false},
                            {"sizes that differ in memory alone", "s-2vcpu-2gb", 70, 70, true}}));
  DYNAMIC_SECTION(row.that) {
    Scene s;
    s.only({cpu_and_memory_band()})
        .machines(4, row.small == std::string("s-2vcpu-2gb") ? "s-2vcpu-4gb" : "s-4vcpu-8gb");
    s.balancer("worker/lb-1");
    s.world.actual.machines.at({PoolName("worker"), 4}).size = SizeName(row.small);
    s.agents_of_one_kind(true);
    for (int n = 1; n <= (row.small_reports ? 4 : 3); ++n) {
      const auto name = "worker/" + std::to_string(n);
      if (row.cpu > 0) s.steady(name, Metric::cpu, row.cpu, 25min);
      s.steady(name, Metric::memory, row.memory, 25min);
    }
    CHECK(in_short(s.first()) == "nothing");
  }
}

TEST_CASE("no machine is off while the others cannot carry its work, if another way exists") {
  check({{"cpu", [](Scene& s) { s.machines(3).balancer("worker/lb-1"), loaded(s, 3, 97); },
          "+ worker/4 s-1vcpu-2gb"},
         {"memory", [](Scene& s) { s.machines(3).balancer("worker/lb-1"), loaded(s, 3, 40, 92); },
          "+ worker/4 s-1vcpu-2gb"},
         {"with room on the others, the hot one is resized",
          [](Scene& s) {
            s.machines(3).balancer("worker/lb-1"), loaded(s, 3, 20);
            s.steady("worker/1", Metric::cpu, 95, 25min);
          },
          "worker/1 -> s-2vcpu-2gb"},
         {"no machine more may come: it is resized all the same",
          [](Scene& s) { s.machines(3).balancer("worker/lb-1"), loaded(s, 3, 97), s.pool().max = 3; },
          "worker/1 -> s-2vcpu-2gb"}},
        {a_policy("overload", {cpu_rule(), memory_rule()})});
}

TEST_CASE("a load balancer that comes along has its price") {
  check({{"one machine: a larger size, not a second machine and a balancer",
          [](Scene& s) { s.machines(1), loaded(s, 1, 50, 90); }, "worker/1 -> s-2vcpu-4gb"}},
        {cpu_and_memory_band()});
}

TEST_CASE("one need of a disk gets one volume") {
  check({{"a volume more and a larger one: one of them",
          [](Scene& s) { s.machines(1).volume("worker/1/data-1", 50).reading("worker/1", Metric::disk, 95); },
          "+ worker/1/data-2 50"}},
        {disk_rules(Remedy::add_volume, 50, Remedy::grow_volume, 20)});
}

TEST_CASE("a disk that grows keeps no other machine, and its own machine stays") {
  Scene s;
  s.only({a_policy("idle", {idle_rule()}), a_policy("disk", {disk_rule()})});
  s.machines(3).balancer("worker/lb-1");
  s.world.fleet.agents.clear();
  loaded(s, 3, 5, 10);
  for (int n = 1; n <= 3; ++n) s.reading("worker/" + std::to_string(n), Metric::disk, n == 1 ? 95 : 20);
  CHECK(in_short(s.first()) == "- worker/3, + worker/1/data-1 50");
}

TEST_CASE("nothing goes while a machine is above a line") {
  Scene s;
  s.only({a_policy("idle", {idle_rule()}), a_policy("overload", {cpu_rule()})});
  s.machines(5).balancer("worker/lb-1");
  s.world.fleet.agents.clear();
  loaded(s, 5, 2, 10);
  s.steady("worker/1", Metric::cpu, 82, 2min);
  const auto decision = s.first();
  CHECK(in_short(decision) == "nothing");
  CHECK(std::any_of(decision.clamps.begin(), decision.clamps.end(),
                    [](const Clamp& clamp) { return clamp.kind == Clamp::Kind::overload; }));
}

TEST_CASE("the machine with data goes last") {
  check({{"the one without data goes",
          [](Scene& s) {
            s.machines(3).balancer("worker/lb-1").volume("worker/3/data-1", 200), loaded(s, 3, 10, 10);
          },
          "- worker/2"},
         {"also where it has an agent and the other has none",
          [](Scene& s) {
            s.machines(3).balancer("worker/lb-1").volume("worker/3/data-1", 200), loaded(s, 3, 10, 10);
            for (int n = 1; n <= 3; ++n)
              s.steady("worker/" + std::to_string(n), Metric::agents, n == 3 ? 0 : 1, 25min);
          },
          "- worker/2"}},
        {a_policy("idle", {idle_rule()})});
}

TEST_CASE("what is read is answered, what is not read only keeps the way down shut") {
  check(
      {{"cpu alone, hot", [](Scene& s) { s.machines(1), s.steady("worker/1", Metric::cpu, 90, 25min); },
        "worker/1 -> s-2vcpu-2gb"},
       {"cpu alone, idle",
        [](Scene& s) { s.machines(3).balancer("worker/lb-1").steady("worker/1", Metric::cpu, 5, 25min); },
        "nothing"},
       {"memory alone, hot", [](Scene& s) { s.machines(1), s.steady("worker/1", Metric::memory, 90, 25min); },
        "worker/1 -> s-2vcpu-4gb"}},
      {cpu_and_memory_band()});
}

TEST_CASE("reasons name each rule that a part answers") {
  Scene s;
  s.only(lines_and_band()).machines(1);
  loaded(s, 1, 84.5, 50);
  const auto decision = s.first();
  REQUIRE(decision.because.size() == 1);
  const auto& causes = decision.because.begin()->second;
  REQUIRE(causes.size() == 2);
  for (const auto& cause : causes) {
    INFO(cause.message);
    CHECK(cause.message.find("resize worker/1 to s-2vcpu-2gb brings cpu to 42.3%") != std::string::npos);
    CHECK(cause.message.find("$6.00 a month more") != std::string::npos);
  }
}

TEST_CASE("a rule that nothing answers alone is answered by the change that another rule needs") {
  auto only_more = cpu_rule();
  only_more.remedy = Remedy::add_machine;
  Policy room;
  room.name = PolicyName("room");
  room.pools = {"worker"};
  room.rule = Spare{SpareRoom{0, 0, 5}, {}};
  Scene s;
  s.only({a_policy("hot", {only_more}), room}).agents_of_one_kind(false).machines(3);
  s.pool().max = 3;
  s.pool().balancer.reset();
  s.pool().ladder = {SizeName("s-1vcpu-2gb"), SizeName("s-2vcpu-4gb"), SizeName("s-4vcpu-8gb")};
  s.world.fleet.agents.front().cpu_milli = 100;
  s.world.fleet.agents.front().memory_mib = 64;
  s.world.capabilities.moves_agents = false;
  for (int n = 1; n <= 3; ++n) {
    const auto name = "worker/" + std::to_string(n);
    s.steady(name, Metric::cpu, n == 1 ? 92 : 50, 25min).steady(name, Metric::agents, 9, 25min);
  }
  const auto decision = s.first();
  CHECK(in_short(decision) == "worker/1 -> s-2vcpu-4gb");
  REQUIRE(decision.because.size() == 1);
  CHECK(decision.because.begin()->second.size() == 2);
}
