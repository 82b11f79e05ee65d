// The target policy: loads in their bands by the cheapest shape.
#include <catch2/catch.hpp>

#include "tests/core/decide/decision_table.hpp"
#include "tests/support/bands.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Policy cpu_band() {
  return band({{Metric::cpu, Measure::whole(60), Measure::whole(80), {}}});
}

void busy(Scene& s, int machines, double percent, Duration length = 12min, Metric metric = Metric::cpu) {
  for (int n = 1; n <= machines; ++n) s.steady("worker/" + std::to_string(n), metric, percent, length);
}

/// Each row in a pool without a load balancer.
void check_plain(const std::vector<DecisionRow>& rows, const std::vector<Policy>& policies) {
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.only(policies).pool().balancer.reset();
      row.given(scene);
      CHECK(in_short(scene.first()) == row.then);
    }
  }
}

/// Whether some rejected way says so.
bool rejects(const Decision& decision, const std::string& what, const std::string& why) {
  return std::any_of(decision.rejected.begin(), decision.rejected.end(), [&](const Alternative& other) {
    return other.what == what && other.why_not.find(why) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a load above its band gets the cheapest shape that brings it back") {
  check_plain(
      {
          {"in the band nothing happens", [](Scene& s) { s.machines(3), busy(s, 3, 70); }, "nothing"},
          {"80% itself is in the band", [](Scene& s) { s.machines(3), busy(s, 3, 80); }, "nothing"},
          {"above it: the size with twice the vCPUs for half as much money more",
           [](Scene& s) { s.machines(3), busy(s, 3, 85); }, "worker/3 -> s-2vcpu-2gb"},
          {"where that is off for too long, a machine more: it costs more and disturbs nobody",
           [](Scene& s) {
             s.machines(3), busy(s, 3, 85);
             std::get<Target>(s.world.policies.front().rule).minute_off = Money::dollars(1);
           },
           "+ worker/4 s-1vcpu-2gb"},
          {"or where agents would be disturbed by it",
           [](Scene& s) {
             s.machines(3), busy(s, 3, 85);
             for (int n = 1; n <= 3; ++n) s.reading("worker/" + std::to_string(n), Metric::agents, 50);
           },
           "+ worker/4 s-1vcpu-2gb"},
          {"far above it: one large machine instead of several small ones of the same price",
           [](Scene& s) { s.machines(2, "s-2vcpu-4gb"), busy(s, 2, 94); }, "+ worker/3 s-2vcpu-2gb"},
          {"a single reading above it is not yet half a minute",
           [](Scene& s) {
             s.machines(3), busy(s, 3, 70);
             for (int n = 1; n <= 3; ++n) s.reading("worker/" + std::to_string(n), Metric::cpu, 88);
           },
           "nothing"},
          {"one that shows a nearly full pool is enough, and nothing is taken off then",
           [](Scene& s) {
             s.machines(3), busy(s, 3, 70);
             for (int n = 1; n <= 3; ++n) s.reading("worker/" + std::to_string(n), Metric::cpu, 96);
           },
           "+ worker/4 s-1vcpu-2gb"},
          {"a full pool cannot see its load: muster assumes twice as much",
           [](Scene& s) { s.machines(4), busy(s, 4, 100); },
           "+ worker/5 s-2vcpu-2gb, + worker/6 s-2vcpu-2gb, + worker/7 s-2vcpu-2gb, + worker/8 s-2vcpu-2gb"},
          {"machines of different sizes count by what they carry",
           [](Scene& s) {
             s.machines(2);
             s.world.actual.machines.at(Slot{PoolName("worker"), 2}).size = SizeName("s-8vcpu-16gb");
             s.steady("worker/1", Metric::cpu, 100, 12min).steady("worker/2", Metric::cpu, 70, 12min);
           },
           "nothing"},
          {"at the maximum of machines a larger size is what is left",
           [](Scene& s) { s.pool().max = 2, s.machines(2), busy(s, 2, 90); }, "worker/2 -> s-2vcpu-2gb"},
          {"where machines are not resized either, nothing is",
           [](Scene& s) { s.pool().max = 2, s.pool().vertical = false, s.machines(2), busy(s, 2, 90); },
           "nothing"},
          {"a machine that still warms up counts as what it will carry",
           [](Scene& s) {
             s.machines(3), busy(s, 2, 95);
             auto& warms_up = s.world.actual.machines.at(Slot{PoolName("worker"), 3});
             warms_up.status = MachineStatus::starting;
             warms_up.created_at = s.now - Duration(1min);
           },
           "nothing"},
          {"readings from before the pool's last change had their say",
           [](Scene& s) {
             s.machines(3), busy(s, 3, 99);
             s.recent(RecentChange::Kind::create_machine, "worker/3", 0s);
           },
           "nothing"},
          {"fewer than 60% reporting tell nothing", [](Scene& s) { s.machines(4), busy(s, 2, 99); },
           "nothing"},
      },
      {cpu_band()});
}

TEST_CASE("a load under its band shrinks the pool, slowly and only to what holds it") {
  check_plain(
      {
          {"low all through the stabilisation: one machine goes",
           [](Scene& s) { s.machines(3), busy(s, 3, 30); }, "- worker/3"},
          {"not before", [](Scene& s) { s.machines(3), busy(s, 3, 30, 9min); }, "nothing"},
          {"the highest reading of the time counts",
           [](Scene& s) {
             s.machines(3), busy(s, 3, 30);
             for (int n = 1; n <= 3; ++n) s.reading("worker/" + std::to_string(n), Metric::cpu, 59, 5min);
           },
           "nothing"},
          {"what is left must stay a tenth under the edge: 50% of three machines are 75% of two",
           [](Scene& s) { s.machines(3), busy(s, 3, 50); }, "nothing"},
          {"45% are 68%", [](Scene& s) { s.machines(3), busy(s, 3, 45); }, "- worker/3"},
          {"a machine alone takes a smaller size",
           [](Scene& s) {
             s.machines(1, "s-4vcpu-8gb"), busy(s, 1, 15), busy(s, 1, 15, 12min, Metric::memory);
           },
           "worker/1 -> s-1vcpu-2gb"},
          {"one that holds its memory as well",
           [](Scene& s) {
             s.machines(1, "s-4vcpu-8gb"), busy(s, 1, 15), busy(s, 1, 30, 12min, Metric::memory);
           },
           "worker/1 -> s-2vcpu-4gb"},
          {"none while nobody tells its memory",
           [](Scene& s) { s.machines(1, "s-4vcpu-8gb"), busy(s, 1, 15); }, "nothing"},
          {"never below the minimum",
           [](Scene& s) { s.pool().min = 3, s.pool().vertical = false, s.machines(3), busy(s, 3, 5); },
           "nothing"},
          {"a young machine stays",
           [](Scene& s) {
             s.machines(2), busy(s, 2, 10), s.pool().vertical = false;
             for (auto& [slot, m] : s.world.actual.machines) m.created_at = s.now - Duration(14min);
           },
           "nothing"},
          {"one of three that does not report leaves it as it is: readings are not all there",
           [](Scene& s) { s.machines(5), busy(s, 4, 10); }, "nothing"},
          {"the agents of the one that goes must have a place",
           [](Scene& s) {
             s.machines(2), busy(s, 2, 20), s.pool().vertical = false;
             s.world.fleet.agents = {{"a", PoolName("worker"), std::nullopt, 0, 1000, false, {}}};
             s.reading("worker/1", Metric::agents, 1).reading("worker/2", Metric::agents, 2);
           },
           "nothing"},
      },
      {cpu_band()});
}

TEST_CASE("several loads are kept in their bands together") {
  const auto both = band({{Metric::cpu, Measure::whole(60), Measure::whole(80), {}},
                          {Metric::memory, Measure::whole(60), Measure::whole(85), {}}});
  check_plain(
      {
          {"the fuller one decides",
           [](Scene& s) { s.machines(4), busy(s, 4, 30), busy(s, 4, 90, 12min, Metric::memory); },
           "+ worker/5 s-1vcpu-2gb"},
          {"one in its band keeps the other from shrinking the pool",
           [](Scene& s) { s.machines(4), busy(s, 4, 30), busy(s, 4, 70, 12min, Metric::memory); }, "nothing"},
          {"in the bands a cheaper size of the same memory is taken",
           [](Scene& s) {
             s.machines(1, "s-2vcpu-2gb"), busy(s, 1, 32), busy(s, 1, 65, 12min, Metric::memory);
           },
           "worker/1 -> s-1vcpu-2gb"},
          {"a load that is not read keeps all still", [](Scene& s) { s.machines(4), busy(s, 4, 30); },
           "nothing"},
      },
      {both});
}

TEST_CASE("agents a machine are a load too") {
  check_plain(
      {
          {"eleven on one of two at most eight each: one machine more",
           [](Scene& s) {
             s.machines(2),
                 s.steady("worker/1", Metric::agents, 11, 12min).steady("worker/2", Metric::agents, 8, 12min);
           },
           "+ worker/3 s-1vcpu-2gb"},
          {"the pool's own count",
           [](Scene& s) { s.machines(2), s.steady("worker", Metric::agents, 30, 12min); },
           "+ worker/3 s-1vcpu-2gb, + worker/4 s-1vcpu-2gb, + worker/5 s-1vcpu-2gb"},
      },
      {band({{Metric::agents, Measure::whole(5), Measure::whole(8), {}}})});
}

TEST_CASE("a way that is taken says what it costs, and those that are not say why") {
  Scene s;
  s.only({cpu_band()}).machines(3).pool().balancer.reset();
  busy(s, 3, 85);
  const auto decision = s.first();
  const Slot third{PoolName("worker"), 3};
  REQUIRE(decision.because.count(third) == 1);
  const auto& cause = decision.because.at(third).front();
  CHECK(
      cause.message ==
      "cpu 85% (band 60 to 80%): resize worker/3 to s-2vcpu-2gb brings cpu to 63.8% for $6.00 a month more, "
      "1m30s off");
  REQUIRE(cause.evidence.size() == 1);
  CHECK(to_string(cause.evidence.front()).find("worker cpu 85% > 80%") == 0);
  CHECK(rejects(decision, "1 x s-1vcpu-2gb more", "price $0.43; the chosen change: $0.28; within 1d"));
  CHECK(decision.rejected.size() == 6);
}

TEST_CASE("a full pool asks for what its agents request, and fewer agents never cost more") {
  Money before;
  for (const int agents : {10, 45, 59, 60, 61, 80, 100}) {
    Scene s;
    s.only({cpu_band()}).agents_of_one_kind(false).pool().balancer.reset();
    s.pool().max = 40;
    s.world.fleet.agents.front().cpu_milli = 150;
    s.machines(9), busy(s, 9, 100), s.reading("worker", Metric::agents, agents);
    Money money;
    for (const auto& [number, size] : s.first().to.machines) money += s.world.prices.of_size(size).monthly;
    INFO(agents << " agents: " << in_short(s.first()));
    CHECK(money >= before);
    before = money;
    // 9 vCPU in use, at most 72% of the capacity: 12.5.
    if (agents == 60) CHECK(money <= Money::dollars(9 * 12 + 48));
  }
}

TEST_CASE("of machines that may go, the one with data stays") {
  for (const int agents : {0, 1, 2}) {
    Scene s;
    s.only({cpu_band()}).machines(3).volume("worker/3/data-1", 200).pool().balancer.reset();
    busy(s, 3, 20, 25min);
    for (int n = 1; n <= 3; ++n)
      s.steady("worker/" + std::to_string(n), Metric::agents, n == 3 ? agents : 2, 25min);
    INFO(agents << " agents beside the data");
    CHECK(in_short(s.first()) == "- worker/2");
  }
}
