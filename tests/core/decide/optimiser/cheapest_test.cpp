// Growth is the cheapest shape that answers every rule, and no part of it can be left out: held against an
// exhaustive search over small pools that shares no code with the optimiser.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <random>

#include "tests/support/bands.hpp"

using namespace muster;
using namespace muster::test;

namespace {

struct Size {
  const char* name;
  double vcpus;
  double mib;
  int dollars;
};
constexpr Size kSizes[] = {{"s-1vcpu-2gb", 1, 2048, 12},
                           {"s-2vcpu-2gb", 2, 2048, 18},
                           {"s-2vcpu-4gb", 2, 4096, 24},
                           {"s-4vcpu-8gb", 4, 8192, 48},
                           {"s-8vcpu-16gb", 8, 16384, 96}};
constexpr int kKinds = 5;
constexpr int kMostAdded = 4;

/// One machine with its loads in percent.
struct Loaded {
  int size = 0;
  double cpu = 0;
  double memory = 0;
};

/// A pool and the rules that hold for it.
struct Case {
  std::vector<Loaded> machines;
  bool band = false;      ///< 60 to 80% of cpu, 60 to 85% of memory.
  bool by_size = false;   ///< Above 80% of cpu, 85% of memory: a larger size.
  bool by_count = false;  ///< The same: a machine more.
  int agents = 0;         ///< At most ten on a machine; 0: no rule on agents.
  bool balancer = false;  ///< From two machines on.
  int money = -1;         ///< Dollars a month that the cap leaves; -1: no cap.
  int disk_gib = 0;       ///< The volume that a rule on the disk of the first machine wants; 0: none.
};

/// A change of shape: the machine that is resized, its size, and new machines of each size.
struct Shape {
  int resized = -1;
  int to = 0;
  int added[kKinds] = {};

  int count() const { return added[0] + added[1] + added[2] + added[3] + added[4]; }
};

Case a_random_case(std::mt19937& random) {
  const auto pick = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  Case c;
  const int machines = 1 + pick(5);
  const bool even = pick(2) == 0;
  const double cpu = 20 + pick(79);
  const double memory = 20 + pick(70);
  const int size = pick(4);
  const bool mixed = pick(3) == 0;
  for (int i = 0; i < machines; ++i) {
    c.machines.push_back(
        {mixed ? pick(4) : size, even ? cpu : 20.0 + pick(79), even ? memory : 20.0 + pick(70)});
  }
  c.band = pick(2) == 0;
  c.by_size = pick(2) == 0;
  c.by_count = pick(3) == 0;
  if (pick(3) == 0) c.agents = 1 + pick(12 * machines);
  c.balancer = pick(2) == 0;
  return c;
}

/// A band beside both loads high, where every size answers a little.
Case a_close_case(std::mt19937& random, bool alike) {
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() % 1000) / 1000;
  };
  Case c;
  c.band = true;
  const int size = static_cast<int>(random() % 4);
  const double cpu = between(72, 94);
  const double memory = between(72, 94);
  const auto machines = 1 + random() % 5;
  for (unsigned i = 0; i < machines; ++i)
    c.machines.push_back({alike ? size : static_cast<int>(random() % 4), cpu, memory});
  return c;
}

int price_of_machines(const Case& c) {
  int dollars = c.balancer && c.machines.size() > 1 ? 12 : 0;
  for (const auto& machine : c.machines) dollars += kSizes[machine.size].dollars;
  return dollars;
}

Scene scene_of(const Case& c) {
  std::vector<Policy> policies;
  if (c.band)
    policies.push_back(band({{Metric::cpu, Measure::whole(60), Measure::whole(80), {}},
                             {Metric::memory, Measure::whole(60), Measure::whole(85), {}}}));
  if (c.by_size) policies.push_back(a_policy("size", {cpu_rule(), memory_rule()}));
  if (c.by_count) {
    auto cpu = cpu_rule();
    auto memory = memory_rule();
    cpu.remedy = memory.remedy = Remedy::add_machine;
    policies.push_back(a_policy("count", {cpu, memory}));
  }
  if (c.agents > 0) policies.push_back(a_policy("agents", {agents_rule()}));
  if (c.disk_gib > 0) {
    auto disk = disk_rule();
    disk.volume_gib = c.disk_gib;
    policies.push_back(a_policy("disk", {disk}));
  }
  Scene scene;
  scene.only(policies).machines(static_cast<int>(c.machines.size()));
  scene.world.fleet.agents.clear();
  scene.world.fleet.budget.monthly_cap.reset();
  scene.world.capabilities.moves_agents = false;
  scene.pool().max = 40;
  if (!c.balancer) scene.pool().balancer.reset();
  if (c.balancer && c.machines.size() > 1) scene.balancer("worker/lb-1");
  int number = 0;
  for (const auto& machine : c.machines) {
    const auto name = "worker/" + std::to_string(++number);
    scene.world.actual.machines.at({PoolName("worker"), number}).size = SizeName(kSizes[machine.size].name);
    scene.steady(name, Metric::cpu, machine.cpu, 25min).steady(name, Metric::memory, machine.memory, 25min);
  }
  if (c.agents > 0) scene.steady("worker", Metric::agents, c.agents, 25min);
  if (c.disk_gib > 0) scene.reading("worker/1", Metric::disk, 95);
  if (c.money >= 0) scene.world.fleet.budget.monthly_cap = Money::dollars(price_of_machines(c) + c.money);
  return scene;
}

double load_of(const Loaded& machine, bool memory) {
  return memory ? machine.memory : machine.cpu;
}

double has(int size, bool memory) {
  return memory ? kSizes[size].mib : kSizes[size].vcpus;
}

/// The load of the whole pool, in percent.
double pool_load(const Case& c, bool memory, const Shape& shape) {
  double work = 0;
  double room = 0;
  for (int i = 0; i < static_cast<int>(c.machines.size()); ++i) {
    const auto& machine = c.machines[static_cast<std::size_t>(i)];
    work += load_of(machine, memory) * has(machine.size, memory);
    room += has(i == shape.resized ? shape.to : machine.size, memory);
  }
  for (int size = 0; size < kKinds; ++size) room += shape.added[size] * has(size, memory);
  return work / room;
}

/// Whether no machine is above the line any more: one that is resized keeps its own work, new ones spread it.
bool cool(const Case& c, bool memory, double line, const Shape& shape) {
  for (int i = 0; i < static_cast<int>(c.machines.size()); ++i) {
    const auto& machine = c.machines[static_cast<std::size_t>(i)];
    auto load = load_of(machine, memory);
    if (load <= line) continue;
    if (i == shape.resized) {
      load *= has(machine.size, memory) / has(shape.to, memory);
    } else if (shape.count() > 0) {
      load = pool_load(c, memory, shape);
    }
    if (load > line + 1e-6) return false;
  }
  return true;
}

/// Whether a band that was left comes to a tenth under its edge; the other load stays within its band.
bool in_band(const Case& c, const Shape& shape) {
  bool hot[2];
  bool any = false;
  for (const bool memory : {false, true}) {
    hot[memory] = pool_load(c, memory, {}) > (memory ? 85 : 80) + 1e-3;
    any = any || hot[memory];
  }
  if (!any) return true;
  for (const bool memory : {false, true}) {
    const double edge = memory ? 85 : 80;
    if (pool_load(c, memory, shape) > (hot[memory] ? 0.9 * edge : edge) + 1e-2) return false;
  }
  return true;
}

bool holds(const Case& c, const Shape& shape) {
  const bool lines = c.by_size || c.by_count;
  if (lines && (!cool(c, false, 80, shape) || !cool(c, true, 85, shape))) return false;
  if (c.band && !in_band(c, shape)) return false;
  const auto machines = static_cast<int>(c.machines.size()) + shape.count();
  return c.agents <= 10 * machines;
}

int price_of(const Case& c, const Shape& shape) {
  int dollars = 0;
  if (shape.resized >= 0)
    dollars +=
        kSizes[shape.to].dollars - kSizes[c.machines[static_cast<std::size_t>(shape.resized)].size].dollars;
  for (int size = 0; size < kKinds; ++size) dollars += shape.added[size] * kSizes[size].dollars;
  if (c.balancer && c.machines.size() == 1 && shape.count() > 0) dollars += 12;
  return dollars;
}

/// Calls `look` for each shape within one plan.
template <class Look>
void for_each_shape(const Case& c, Look look) {
  Shape shape;
  const auto add = [&](auto&& self, int size) -> void {
    look(shape);
    for (int next = size; next < kKinds && shape.count() < kMostAdded; ++next) {
      ++shape.added[next];
      self(self, next);
      --shape.added[next];
    }
  };
  for (int i = -1; i < static_cast<int>(c.machines.size()); ++i) {
    for (int to = 0; to < kKinds; ++to) {
      if (i >= 0 && to <= c.machines[static_cast<std::size_t>(i)].size) continue;
      if (i < 0 && to > 0) continue;
      shape.resized = i;
      shape.to = to;
      add(add, 0);
    }
  }
}

int number_of_size(const SizeName& name) {
  for (int size = 0; size < kKinds; ++size)
    if (name == SizeName(kSizes[size].name)) return size;
  return -1;
}

Shape shape_of(const Decision& decision) {
  Shape shape;
  for (const auto& [number, size] : decision.to.machines) {
    const auto before = decision.from.machines.find(number);
    if (before == decision.from.machines.end()) {
      ++shape.added[number_of_size(size)];
    } else if (before->second != size) {
      shape.resized = number - 1;
      shape.to = number_of_size(size);
    }
  }
  return shape;
}

/// Whether the only rules that are broken prefer a larger size, and one would do.
bool prefers_size(const Case& c) {
  if (!c.by_size || c.by_count || !in_band(c, {}) || c.agents > 10 * static_cast<int>(c.machines.size()))
    return c.by_size && !c.by_count && !c.band && c.agents <= 10 * static_cast<int>(c.machines.size());
  return true;
}

/// The least price of a shape that holds all rules; nullopt: no shape does.
std::optional<int> least_price(const Case& c) {
  std::optional<int> best;
  std::optional<int> best_size;
  for_each_shape(c, [&](const Shape& shape) {
    if (!holds(c, shape)) return;
    best = std::min(best.value_or(1'000'000), price_of(c, shape));
    if (shape.count() == 0) best_size = std::min(best_size.value_or(1'000'000), price_of(c, shape));
  });
  return prefers_size(c) && best_size ? best_size : best;
}

/// Where a full pool hides what more is asked of it, more is bought.
bool hides_demand(const Case& c) {
  return c.band && (pool_load(c, false, {}) > 98 || pool_load(c, true, {}) > 98);
}

std::string describe(const Case& c, const Decision& decision) {
  std::string words = in_short(decision);
  for (const auto& machine : c.machines)
    words += fmt::format("\n{} cpu {} memory {}", kSizes[machine.size].name, machine.cpu, machine.memory);
  return words + fmt::format("\nband {} size {} count {} agents {} balancer {} money {} disk {}", c.band,
                             c.by_size, c.by_count, c.agents, c.balancer, c.money, c.disk_gib);
}

/// Checks that no part of the shape can be left out.
void check_minimal(const Case& c, const Shape& shape) {
  for (int size = 0; size < kKinds; ++size) {
    auto less = shape;
    if (less.added[size]-- > 0) CHECK_FALSE(holds(c, less));
  }
  if (shape.resized < 0) return;
  auto less = shape;
  less.resized = -1;
  CHECK_FALSE(holds(c, less));
}

/// The money of many plans against the least.
struct Tally {
  int grown = 0;
  int cheapest = 0;
  double acted_on = 0;
  double least = 0;

  void add(int dollars, int best) {
    ++grown;
    cheapest += dollars <= best ? 1 : 0;
    acted_on += dollars;
    least += best;
  }
  /// `share`: at least this percentage has the least price. The others keep a machine on.
  void check(int at_least, int share = 95) const {
    INFO(grown << " grew, " << cheapest << " at the least price, " << acted_on / least << " of the least");
    CHECK(grown > at_least);
    CHECK(cheapest * 100 >= grown * share);
    CHECK(acted_on <= 1.03 * least);
  }
};

/// Checks the decision of one pool against the exhaustive search.
void check_case(const Case& c, Tally& tally) {
  if (holds(c, {}) || hides_demand(c)) return;
  const auto best = least_price(c);
  if (!best || (c.money >= 0 && *best > c.money)) return;
  const auto decision = scene_of(c).first();
  INFO(describe(c, decision) << "\nleast " << *best);
  const auto shape = shape_of(decision);
  CHECK(holds(c, shape));
  check_minimal(c, shape);
  if (c.money >= 0) CHECK(price_of(c, shape) <= c.money);
  tally.add(price_of(c, shape), *best);
}

}  // namespace

TEST_CASE("growth is the cheapest shape in an exhaustive search, and none of it can be left out") {
  std::mt19937 random(7);
  Tally tally;
  for (int i = 0; i < 1500; ++i) check_case(a_random_case(random), tally);
  tally.check(300);
}

TEST_CASE("with both loads high the price alone decides, with machines alike and of several sizes") {
  std::mt19937 random(11);
  for (const bool alike : {true, false}) {
    Tally tally;
    for (int i = 0; i < 400; ++i) check_case(a_close_case(random, alike), tally);
    tally.check(150);
  }
}

TEST_CASE("where the money is enough for the machines, they get it before a disk") {
  std::mt19937 random(13);
  Tally tally;
  for (int i = 0; i < 600; ++i) {
    auto c = a_random_case(random);
    c.agents = 0;
    c.money = 6 * static_cast<int>(random() % 20);
    c.disk_gib = 50 * static_cast<int>(random() % 20);
    check_case(c, tally);
  }
  tally.check(60, 90);
}
