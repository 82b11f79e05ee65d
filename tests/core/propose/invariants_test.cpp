// What must hold for every fleet, whatever it declares, has and reads.
#include <catch2/catch.hpp>

#include <algorithm>

#include "reconciler/core/fleet/state/odd_machine.hpp"
#include "reconciler/core/propose.hpp"
#include "tests/support/random_scene.hpp"

using namespace muster;
using namespace muster::test;

namespace {

constexpr std::uint64_t kSeeds = 400;

Money monthly_of(const PoolShape& shape, const PriceList& prices) {
  Money sum = prices.of_load_balancer().monthly * shape.balancers;
  for (const auto& [number, size] : shape.machines) sum += prices.of_size(size).monthly;
  for (const auto& [key, gib] : shape.volumes_gib) sum += prices.of_volume(gib).monthly;
  return sum;
}

/// Every part in which two shapes differ.
std::vector<ResourceRef> differences(const Decision& d) {
  std::vector<ResourceRef> parts;
  for (int number = 1; number <= 100; ++number) {
    const auto before = d.from.machines.find(number);
    const auto after = d.to.machines.find(number);
    const bool was = before != d.from.machines.end();
    const bool is = after != d.to.machines.end();
    if (was != is || (was && before->second != after->second)) parts.push_back(Slot{d.pool, number});
    for (int volume = 1; volume <= 20; ++volume) {
      const auto gib = [&](const PoolShape& shape) {
        const auto found = shape.volumes_gib.find({number, volume});
        return found == shape.volumes_gib.end() ? 0 : found->second;
      };
      if (gib(d.from) != gib(d.to)) parts.push_back(VolumeSlot{{d.pool, number}, volume});
    }
  }
  const auto [low, high] = std::minmax(d.from.balancers, d.to.balancers);
  for (int number = low + 1; number <= high; ++number) parts.push_back(BalancerSlot{d.pool, number});
  return parts;
}

/// Whether a decision takes anything away, but for load balancers that are no longer declared.
bool shrinks(const Scene& scene, const Decision& d) {
  const auto& prices = scene.world.prices;
  const auto& pool = *scene.world.fleet.find_pool(d.pool);
  for (const auto& [number, size] : d.from.machines) {
    const auto after = d.to.machines.find(number);
    if (after == d.to.machines.end()) return true;
    if (prices.of_size(after->second).monthly < prices.of_size(size).monthly) return true;
  }
  for (const auto& [key, gib] : d.from.volumes_gib) {
    if (d.to.discarded.count(key) > 0) continue;  // Seen unused for long enough: no reading bears on it.
    const auto after = d.to.volumes_gib.find(key);
    if (after == d.to.volumes_gib.end() || after->second < gib) return true;
  }
  return pool.balancer && d.to.balancers < d.from.balancers;
}

bool over_its_maximum(const Scene& scene, const Decision& d) {
  const auto* pool = scene.world.fleet.find_pool(d.pool);
  return static_cast<int>(d.from.machines.size()) > pool->max;
}

template <class Check>
void for_every_scene(Check check) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    INFO("seed " << seed);
    auto scene = a_random_scene(seed);
    check(scene);
  }
}

}  // namespace

TEST_CASE("the same world and now give the same proposal, byte for byte") {
  for_every_scene([](Scene& scene) {
    const auto once = propose(scene.world, scene.now);
    const auto copy = scene.world;
    const auto again = propose(copy, scene.now);
    CHECK(once.plan == again.plan);
    CHECK(once.decisions == again.decisions);
    CHECK(once.desired == again.desired);
  });
}

TEST_CASE("the random scenes are worth it: some grow, some shrink, some hold, some are cut") {
  int up = 0;
  int down = 0;
  int hold = 0;
  std::map<Clamp::Kind, int> clamps;
  for_every_scene([&](Scene& scene) {
    for (const auto& decision : scene.decide()) {
      (decision.direction == Direction::up ? up : decision.direction == Direction::down ? down : hold)++;
      for (const auto& clamp : decision.clamps) ++clamps[clamp.kind];
    }
  });
  CHECK(up > 100);
  CHECK(down > 10);
  CHECK(hold > 50);
  for (const auto kind :
       {Clamp::Kind::missing_data, Clamp::Kind::cooldown, Clamp::Kind::stabilisation, Clamp::Kind::rate,
        Clamp::Kind::bounds, Clamp::Kind::disruption, Clamp::Kind::money, Clamp::Kind::account_limit}) {
    INFO(to_string(kind));
    CHECK(clamps[kind] > 0);
  }
}

TEST_CASE("no decision exceeds the bounds of its pool") {
  for_every_scene([](Scene& scene) {
    for (const auto& decision : scene.decide()) {
      const auto* pool = scene.world.fleet.find_pool(decision.pool);
      const auto before = static_cast<int>(decision.from.machines.size());
      const auto after = static_cast<int>(decision.to.machines.size());
      // Those that neither run nor can be started are left to a person, and take no room from the minimum.
      const auto odd = static_cast<int>(std::count_if(
          scene.world.actual.machines.begin(), scene.world.actual.machines.end(), [&](const auto& entry) {
            return entry.first.pool == pool->name && !why_odd(entry.second, *pool, scene.now).empty();
          }));
      CHECK(after <= std::max({before, pool->max, pool->min + odd}));
      CHECK(after >= std::min(before, pool->min));
      // Machines whose agents have no other place stay, and that is told.
      std::string held;
      for (const auto& clamp : decision.clamps) held += clamp.message + "\n";
      INFO(held);
      if (after - odd > pool->max) CHECK(held.find("declared; but ") != std::string::npos);
    }
  });
}

TEST_CASE("no decision exceeds the money cap, nor grows a fleet that is above it") {
  for_every_scene([](Scene& scene) {
    const auto& cap = scene.world.fleet.budget.monthly_cap;
    if (!cap) return;
    Money before;
    Money after;
    for (const auto& decision : scene.decide()) {
      before += monthly_of(decision.from, scene.world.prices);
      after += monthly_of(decision.to, scene.world.prices);
    }
    CHECK(after <= std::max(*cap, before));
    if (before > *cap) CHECK(after <= before);
  });
}

TEST_CASE("no decision asks for more than the account allows") {
  for_every_scene([](Scene& scene) {
    int machines = 0;
    int volumes = 0;
    for (const auto& decision : scene.decide()) {
      for (const auto& [number, size] : decision.to.machines)
        machines += decision.from.machines.count(number) == 0;
      for (const auto& [key, gib] : decision.to.volumes_gib)
        volumes += decision.from.volumes_gib.count(key) == 0;
    }
    const auto& limits = scene.world.actual.limits;
    if (limits.machines) CHECK(machines <= *limits.machines);
    if (limits.volumes) CHECK(volumes <= *limits.volumes);
  });
}

TEST_CASE("a cloud that was not seen whole is never changed") {
  for_every_scene([](Scene& scene) {
    scene.world.actual.gaps = {"droplets: page 2 of 3"};
    for (const auto& decision : scene.decide()) {
      CHECK(decision.from == decision.to);
      CHECK(decision.because.empty());
    }
  });
}

TEST_CASE("without readings nothing is taken away but what is above a declared maximum") {
  for_every_scene([](Scene& scene) {
    scene.world.readings = ReadingSet();
    for (const auto& decision : scene.decide()) {
      if (!over_its_maximum(scene, decision)) CHECK_FALSE(shrinks(scene, decision));
    }
  });
}

TEST_CASE("fewer readings never take away more") {
  for_every_scene([](Scene& scene) {
    auto silenced = scene;
    silenced.world.readings = ReadingSet();
    for (const auto& subject : scene.world.readings.subjects()) {
      const auto* slot = std::get_if<Slot>(&subject);
      if (slot && slot->number % 2 == 0) continue;
      for (int m = 0; m < kMetrics; ++m) {
        for (const auto& sample : scene.world.readings.series(subject, static_cast<Metric>(m))) {
          silenced.world.readings.add(
              {sample.at, subject, static_cast<Metric>(m), sample.value, sample.quality});
        }
      }
    }
    const auto full = scene.decide();
    const auto fewer = silenced.decide();
    for (std::size_t i = 0; i < full.size(); ++i) {
      if (over_its_maximum(scene, full[i])) continue;
      // What asked for more may be silent now; that must not become a reason for less of what is there.
      const bool all_silent = std::all_of(full[i].from.machines.begin(), full[i].from.machines.end(),
                                          [](const auto& entry) { return entry.first % 2 == 0; });
      if (all_silent) CHECK_FALSE((shrinks(scene, fewer[i])));
    }
  });
}

TEST_CASE("every changed part has a cause that names its rule, and evidence or its place in the fleet file") {
  for_every_scene([](Scene& scene) {
    for (const auto& decision : scene.decide()) {
      const auto parts = differences(decision);
      CHECK(parts.size() == decision.because.size());
      for (const auto& part : parts) {
        REQUIRE(decision.because.count(part) == 1);
        const auto& causes = decision.because.at(part);
        REQUIRE_FALSE(causes.empty());
        for (const auto& cause : causes) {
          CHECK_FALSE(cause.rule.empty());
          CHECK_FALSE(cause.message.empty());
          CHECK_FALSE(cause.at.file.empty());
          const bool declared = cause.policy.empty() && cause.at.file == "fleet.yaml";
          CHECK((declared || cause.rule == "unused" || !cause.evidence.empty()));
        }
      }
      CHECK((decision.direction == Direction::hold) == parts.empty());
    }
  });
}

TEST_CASE("data is destroyed in a plan by itself, and never without a person") {
  int destroyed = 0;
  for_every_scene([&](Scene& scene) {
    scene.world.fleet.approval.auto_destroy = AutoDestroy::always;
    const bool calm = scene.world.learned_state.has_value();
    if (calm) {  // Scenes in which nothing else is to be done, or they would all wait.
      std::erase_if(scene.world.policies,
                    [](const Policy& p) { return !std::holds_alternative<Unused>(p.rule); });
      scene.world.fleet.network.reset();
      for (auto& pool : scene.world.fleet.pools) {
        pool.min = 0;
        pool.max = 20;
        pool.firewall.clear();
        pool.volumes.clear();
        pool.balancer.reset();
      }
      scene.world.actual.balancers.clear();
    }
    const auto plan = propose(scene.world, scene.now).plan;
    const auto destroys = std::count_if(plan.changes.begin(), plan.changes.end(), [](const Change& change) {
      return std::holds_alternative<DestroyVolume>(change.effect);
    });
    if (destroys == 0) return;
    ++destroyed;
    CHECK(destroys == static_cast<std::ptrdiff_t>(plan.changes.size()));
    CHECK(plan.verdict.permission == Permission::needs_approval);
  });
  CHECK(destroyed > 0);
}

TEST_CASE("carried out, the same readings come to rest, and what changed grew or shrank only once") {
  for_every_scene([](Scene& scene) {
    // Steps that a rate limit or the disruption budget spreads out follow each other; then nothing moves.
    int steps = 0;
    for (; steps < 40; ++steps) {
      const auto decisions = scene.decide();
      const bool rest =
          std::all_of(decisions.begin(), decisions.end(), [](const Decision& d) { return d.from == d.to; });
      if (rest) break;
      for (const auto& decision : decisions) execute_plan(scene, decision);
    }
    CHECK(steps < 40);
  });
}

TEST_CASE("carried out with nothing held back, the next decision is empty") {
  int whole = 0;
  for_every_scene([&](Scene& scene) {
    for (auto& policy : scene.world.policies) policy.max_add = policy.max_remove = 1000;
    for (auto& policy : scene.world.policies) policy.cooldown_up = Duration(0);
    for (auto& pool : scene.world.fleet.pools) pool.max_disrupted = 1000;
    scene.world.actual.limits = {};
    const auto decisions = scene.decide();
    const bool cut = std::any_of(decisions.begin(), decisions.end(), [&](const Decision& d) {
      return over_its_maximum(scene, d) || std::any_of(d.clamps.begin(), d.clamps.end(), [](const Clamp& c) {
               return c.kind == Clamp::Kind::money;
             });
    });
    if (cut) return;
    ++whole;
    for (const auto& decision : decisions) execute_plan(scene, decision);
    for (const auto& decision : scene.decide()) {
      INFO(in_short(decisions.front()));
      // Data that nobody uses waits until nothing else is to be done.
      if (decision.to.discarded.empty()) CHECK(in_short(decision) == "nothing");
    }
  });
  CHECK(whole > 100);
}
