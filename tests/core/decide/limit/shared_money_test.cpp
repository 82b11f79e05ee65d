// If the money of the fleet is not enough for everything, urgency decides, and never the order of files.
#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/support/bands.hpp"

using namespace muster;
using namespace muster::test;

namespace {

void loaded(Scene& s, const std::string& machine, double cpu, double memory = 40) {
  s.steady(machine, Metric::cpu, cpu, 25min).steady(machine, Metric::memory, memory, 25min);
}

Policy disk_policy(Remedy remedy, int gib, const std::vector<std::string>& pools = {".*"}) {
  auto rule = disk_rule();
  rule.remedy = remedy;
  rule.volume_gib = gib;
  auto policy = a_policy("disk", {rule});
  policy.pools = pools;
  return policy;
}

Policy band_of(const char* pool) {
  auto policy = band();
  policy.pools = {pool};
  return policy;
}

Policy floor_of(int machines, const char* size, int balancers, const char* pool) {
  Policy policy;
  policy.name = PolicyName("floor");
  policy.pools = {pool};
  policy.rule = Tiers{{{10, machines, SizeName(size), {}, balancers, {}}}, TierRole::floor};
  return policy;
}

/// One `s-2vcpu-4gb` in each pool, without load balancers.
Scene pools(std::vector<std::string> names, int cap, std::vector<Policy> policies) {
  Scene s;
  s.only(std::move(policies));
  s.world.fleet.pools.clear();
  for (const auto& name : names) {
    s.world.fleet.pools.push_back(a_pool(name));
    s.world.fleet.pools.back().balancer.reset();
    s.machines(1, "s-2vcpu-4gb", name);
  }
  s.world.fleet.budget.monthly_cap = Money::dollars(cap);
  return s;
}

/// The decisions of all pools in the order of their names.
std::string all_in_short(const Scene& s) {
  auto decisions = s.decide();
  std::sort(decisions.begin(), decisions.end(),
            [](const Decision& a, const Decision& b) { return a.pool < b.pool; });
  std::string words;
  for (const auto& decision : decisions) words += (words.empty() ? "" : " | ") + in_short(decision);
  return words;
}

void full_disk(Scene& s, const std::string& machine, double percent) {
  s.reading(machine, Metric::disk, percent);
}

}  // namespace

TEST_CASE("a disk takes no money from overload") {
  struct Row {
    const char* that;
    int cap;
    int gib;
    const char* then;
  };
  const auto row =
      GENERATE(values<Row>({{"money for both: both", 80, 50, "+ worker/2 s-1vcpu-2gb, + worker/1/data-1 50"},
                            {"$36 left and a volume of $50: the machine", 60, 500, "+ worker/2 s-1vcpu-2gb"},
                            {"$16 left and a volume of $5: the machine", 40, 50, "+ worker/2 s-1vcpu-2gb"},
                            {"$10 left: no machine fits, the volume does", 34, 50, "+ worker/1/data-1 50"}}));
  DYNAMIC_SECTION(row.that) {
    auto s = pools({"worker"}, row.cap, {band(), disk_policy(Remedy::add_volume, row.gib)});
    s.pool().ladder = {SizeName("s-1vcpu-2gb"), SizeName("s-2vcpu-4gb"), SizeName("s-4vcpu-8gb")};
    loaded(s, "worker/1", 97);
    full_disk(s, "worker/1", 95);
    CHECK(all_in_short(s) == row.then);
  }
}

TEST_CASE("a disk of one pool takes no money from the overload of another") {
  auto s = pools({"batch", "front"}, 60, {band_of("front"), disk_policy(Remedy::add_volume, 100, {"batch"})});
  loaded(s, "batch/1", 20);
  loaded(s, "front/1", 90);
  full_disk(s, "batch/1", 95);
  CHECK(all_in_short(s) == "nothing | + front/2 s-1vcpu-2gb");
}

TEST_CASE("of two full disks the fuller one gets the money, whatever the order of the pools") {
  for (const auto& names : {std::vector<std::string>{"a", "b"}, std::vector<std::string>{"b", "a"}}) {
    auto s = pools(names, 58, {disk_policy(Remedy::add_volume, 100)});
    full_disk(s, "a/1", 91);
    full_disk(s, "b/1", 99);
    const auto decisions = s.decide();
    CHECK(all_in_short(s) == "nothing | + b/1/data-1 100");
    for (const auto& decision : decisions) {
      if (decision.pool != PoolName("a")) continue;
      REQUIRE(decision.clamps.size() == 1);
      CHECK(decision.clamps.front().message ==
            "create a/1/data-1 (100 GiB) for $10.00 a month omitted: the fleet costs $48.00 and may cost at "
            "most "
            "$58.00");
    }
  }
}

TEST_CASE("the load balancer of a tier has its price once, and never comes alone") {
  struct Row {
    const char* that;
    int cap;
    const char* then;
  };
  const auto row =
      GENERATE(values<Row>({{"money for machine and balancer", 60, "+ worker/2 s-2vcpu-4gb, + worker/lb-1"},
                            {"a dollar less", 59, "nothing"},
                            {"money for the balancer alone", 40, "nothing"}}));
  DYNAMIC_SECTION(row.that) {
    auto s = pools({"worker"}, row.cap, {floor_of(2, "s-2vcpu-4gb", 1, "worker")});
    s.pool().balancer = a_pool().balancer;
    loaded(s, "worker/1", 30);
    s.reading("worker", Metric::agents, 5);
    CHECK(all_in_short(s) == row.then);
  }
}

TEST_CASE("overload comes before the machines and the balancer of a tier") {
  auto s = pools({"batch", "front"}, 70, {band_of("front"), floor_of(2, "s-2vcpu-4gb", 1, "batch")});
  s.pool().balancer = a_pool().balancer;
  loaded(s, "batch/1", 30);
  s.reading("batch", Metric::agents, 5);
  loaded(s, "front/1", 90);
  CHECK(all_in_short(s) == "nothing | + front/2 s-1vcpu-2gb");
}

TEST_CASE(
    "the declared minimum and declared volumes come after overload, and the rest of the money is used") {
  struct Row {
    const char* that;
    int cap;
    int min;
    int volume_gib;
    const char* then;
  };
  const auto row = GENERATE(values<Row>(
      {{"$12 left: the overload", 60, 2, 0, "nothing | + front/2 s-1vcpu-2gb"},
       {"$24 left: both", 72, 2, 0, "+ batch/2 s-1vcpu-2gb | + front/2 s-1vcpu-2gb"},
       {"$20 left, and a volume of $15: the overload", 68, 1, 150, "nothing | + front/2 s-1vcpu-2gb"},
       {"$27 left, and a volume of $15: both", 75, 1, 150, "+ batch/1/data-1 150 | + front/2 s-1vcpu-2gb"}}));
  DYNAMIC_SECTION(row.that) {
    for (const bool reversed : {false, true}) {
      std::vector<std::string> names = {"batch", "front"};
      if (reversed) std::reverse(names.begin(), names.end());
      auto s = pools(names, row.cap, {band_of("front")});
      auto& batch = s.world.fleet.pools[reversed ? 1 : 0];
      batch.min = row.min;
      if (row.volume_gib > 0) batch.volumes = {VolumeRule{row.volume_gib}};
      loaded(s, "batch/1", 70);
      loaded(s, "front/1", 90);
      CHECK(all_in_short(s) == row.then);
    }
  }
}

TEST_CASE("of two rules on one disk the larger capacity wins, whatever their order") {
  struct Row {
    int added;
    int grown;
    const char* then;
  };
  const auto row =
      GENERATE(values<Row>({{20, 100, "worker/1/data-1 -> 150"}, {100, 20, "+ worker/1/data-2 100"}}));
  for (const bool reversed : {false, true}) {
    auto add = disk_rule();
    add.volume_gib = row.added;
    auto grow = disk_rule();
    grow.name = "disk-filling";
    grow.remedy = Remedy::grow_volume;
    grow.volume_gib = row.grown;
    auto s = pools({"worker"}, 600,
                   {a_policy("disk", reversed ? std::vector{grow, add} : std::vector{add, grow})});
    s.volume("worker/1/data-1", 50);
    full_disk(s, "worker/1", 95);
    CHECK(all_in_short(s) == row.then);
  }
}

TEST_CASE("a declared volume that is too small counts for the rule on its disk") {
  struct Row {
    const char* that;
    int gib;
    const char* then;
  };
  const auto row = GENERATE(values<Row>({{"the declared growth is enough", 50, "worker/1/data-1 -> 100"},
                                         {"the rule wants more", 80, "worker/1/data-1 -> 130"}}));
  DYNAMIC_SECTION(row.that) {
    auto s = pools({"worker"}, 600, {disk_policy(Remedy::add_volume, row.gib)});
    s.pool().volumes = {VolumeRule{100}};
    s.volume("worker/1/data-1", 50);
    full_disk(s, "worker/1", 95);
    CHECK(all_in_short(s) == row.then);
  }
}
