#include "reconciler/core/simulate/what_if/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace muster {
namespace {

bool is_load(Metric metric) {
  return info_of(metric).part == MetricPart::processors;
}

/// A reading under the assumed load: a machine is at most fully used.
Measure grown(Metric metric, Measure value, std::int64_t times, std::int64_t over) {
  const auto more = scaled(value, times, over);
  return is_percent(metric) && more > kFull ? std::max(value, kFull) : more;
}

/// Every reading of a world, through `change(subject, metric, sample)`; nullopt omits it.
template <class Change>
ReadingSet changed(const ReadingSet& readings, Change change) {
  ReadingSet all;
  for (const auto& subject : readings.subjects()) {
    for (int metric = 0; metric < kMetrics; ++metric) {
      for (const auto& sample : readings.series(subject, static_cast<Metric>(metric))) {
        const auto next = change(subject, static_cast<Metric>(metric), sample);
        if (next)
          all.add({.at = sample.at,
                   .subject = subject,
                   .metric = static_cast<Metric>(metric),
                   .value = next->value,
                   .quality = next->quality});
      }
    }
  }
  return all;
}

void imagine_load(World& world, std::int64_t percent, Instant now) {
  world.readings = changed(world.readings, [&](const Subject&, Metric metric, Sample sample) {
    const bool lately = sample.at > now - kWhatIfLoadFor && sample.at <= now;
    if (lately && sample.quality == Quality::ok && (is_load(metric) || metric == Metric::agents)) {
      sample.value = grown(metric, sample.value, percent, 100);
      if (metric == Metric::agents) sample.value = Measure::whole((sample.value.in_milli() + 999) / 1000);
    }
    return std::optional(sample);
  });
  for (auto& kind : world.fleet.agents) {
    if (kind.count) kind.count = static_cast<int>((std::int64_t{*kind.count} * percent + 99) / 100);
  }
}

void imagine_price(World& world, std::int64_t percent) {
  const auto at = [&](Money money) {
    return Money::micros(scaled(Measure::milli(money.in_micros()), percent, 100).in_milli());
  };
  for (auto& size : world.prices.sizes) size.price = {at(size.price.hourly), at(size.price.monthly)};
  auto& prices = world.prices;
  prices.volume_gib_month = at(prices.volume_gib_month);
  prices.load_balancer_month = at(prices.load_balancer_month);
  prices.snapshot_gib_month = at(prices.snapshot_gib_month);
  prices.least_charge = at(prices.least_charge);
}

/// Returns the capacity of the pool's machines.
std::int64_t vcpus_of(const World& world, const PoolName& pool) {
  std::int64_t sum = 0;
  for (const auto& [slot, machine] : world.actual.machines) {
    if (slot.pool != pool) continue;
    const auto* offer = world.prices.find(machine.size);
    sum += offer ? offer->vcpus : 1;
  }
  return sum;
}

/// The remaining machines carry the load of all of them. Agents are counted for the whole pool, because their
/// new machines are unknown.
void hand_over(World& world, const std::map<PoolName, std::int64_t>& before,
               const std::map<PoolName, std::int64_t>& after, Instant now) {
  const auto shrank = [&](const PoolName& pool) {
    return before.count(pool) > 0 && after.at(pool) != before.at(pool);
  };
  ReadingSet pool_agents;
  for (const auto& subject : world.readings.subjects()) {
    const auto* slot = std::get_if<Slot>(&subject);
    if (!slot || !world.readings.series(Subject(slot->pool), Metric::agents).empty()) continue;
    if (!shrank(slot->pool)) continue;
    for (const auto& sample : world.readings.series(subject, Metric::agents)) {
      if (sample.quality != Quality::ok) continue;
      const auto& so_far = pool_agents.series(Subject(slot->pool), Metric::agents);
      const auto at =
          std::find_if(so_far.begin(), so_far.end(), [&](const Sample& s) { return s.at == sample.at; });
      const auto sum = sample.value + (at == so_far.end() ? Measure() : at->value);
      pool_agents.add({.at = sample.at,
                       .subject = Subject(slot->pool),
                       .metric = Metric::agents,
                       .value = sum,
                       .quality = Quality::ok});
    }
  }
  world.readings = changed(world.readings, [&](const Subject& subject, Metric metric, Sample sample) {
    const auto* slot = std::get_if<Slot>(&subject);
    if (!slot || !shrank(slot->pool)) return std::optional(sample);
    if (world.actual.machines.count(*slot) == 0) return std::optional<Sample>();
    if (sample.quality != Quality::ok) return std::optional(sample);
    if (metric == Metric::agents) return std::optional<Sample>();
    const bool lately = sample.at > now - kWhatIfLoadFor && sample.at <= now;
    if (lately && (is_load(metric) || metric == Metric::memory)) {
      sample.value = grown(metric, sample.value, before.at(slot->pool), after.at(slot->pool));
    }
    return std::optional(sample);
  });
  for (const auto& subject : pool_agents.subjects()) {
    for (const auto& sample : pool_agents.series(subject, Metric::agents)) {
      world.readings.add({.at = sample.at,
                          .subject = subject,
                          .metric = Metric::agents,
                          .value = sample.value,
                          .quality = sample.quality});
    }
  }
}

void imagine_lost(World& world, const std::set<Region>& lost, Instant now) {
  std::map<PoolName, std::int64_t> before;
  for (const auto& pool : world.fleet.pools) before[pool.name] = vcpus_of(world, pool.name);
  const auto gone = [&](const Region& region) { return lost.count(region) > 0; };
  world.left.reset();  // The resources of the assumption were not really removed, so there is no drift.
  std::erase_if(world.actual.machines, [&](const auto& entry) { return gone(entry.second.region); });
  std::erase_if(world.actual.volumes, [&](const auto& entry) { return gone(entry.second.region); });
  std::erase_if(world.actual.balancers, [&](const auto& entry) { return gone(entry.second.region); });
  const auto was_there = [&](const auto& stray) { return gone(stray.region); };
  std::erase_if(world.actual.strays, was_there);
  std::erase_if(world.actual.stray_volumes, was_there);
  std::erase_if(world.actual.stray_balancers, was_there);
  for (auto& size : world.prices.sizes) std::erase_if(size.regions, gone);
  std::erase_if(world.fleet.regions, gone);
  for (auto& pool : world.fleet.pools) std::erase_if(pool.regions, gone);
  if (world.fleet.network && gone(world.fleet.network->region)) {
    world.actual.network.reset();
    if (!world.fleet.regions.empty()) world.fleet.network->region = world.fleet.regions.front();
  }
  std::map<PoolName, std::int64_t> after;
  for (const auto& pool : world.fleet.pools) after[pool.name] = vcpus_of(world, pool.name);
  hand_over(world, before, after, now);
}

void imagine_agents(World& world, const PoolName& pool, int agents, Instant now) {
  world.readings = changed(world.readings, [&](const Subject& subject, Metric metric, Sample sample) {
    const auto* slot = std::get_if<Slot>(&subject);
    const auto* whole = std::get_if<PoolName>(&subject);
    const bool its = (slot && slot->pool == pool) || (whole && *whole == pool);
    return metric == Metric::agents && its ? std::optional<Sample>() : std::optional(sample);
  });
  const auto step = std::max(world.fleet.sample_every, Duration(1s));
  for (auto ago = Duration(0); ago <= kWhatIfLoadFor; ago += step) {
    world.readings.add({.at = now - ago,
                        .subject = pool,
                        .metric = Metric::agents,
                        .value = Measure::whole(agents),
                        .quality = Quality::ok});
  }
}

}  // namespace

World apply_what_if(World world, const WhatIfInputs& imagined, Instant now) {
  for (const auto& [pool, agents] : imagined.agents) imagine_agents(world, pool, agents, now);
  if (imagined.load_percent) imagine_load(world, *imagined.load_percent, now);
  if (!imagined.lost.empty()) imagine_lost(world, {imagined.lost.begin(), imagined.lost.end()}, now);
  if (imagined.price_percent) imagine_price(world, *imagined.price_percent);
  if (imagined.cap) world.fleet.budget.monthly_cap = *imagined.cap;
  return world;
}

std::vector<std::string> describe(const WhatIfInputs& imagined) {
  std::vector<std::string> words;
  if (imagined.load_percent) {
    words.push_back("load x" + format_measure(Measure::milli(*imagined.load_percent * 10)));
  }
  for (const auto& region : imagined.lost) words.push_back(fmt::format("region {} lost", region.value));
  if (imagined.price_percent) words.push_back(fmt::format("prices {:+}%", *imagined.price_percent - 100));
  if (imagined.cap) words.push_back(fmt::format("cap {}/month", format_money(*imagined.cap)));
  for (const auto& [pool, agents] : imagined.agents) {
    words.push_back(fmt::format("{} agents in pool {}", agents, pool.value));
  }
  return words;
}

std::vector<std::string> problems_of(const WhatIfInputs& imagined, const World& world) {
  std::vector<std::string> problems;
  std::set<Region> known(world.fleet.regions.begin(), world.fleet.regions.end());
  for (const auto& pool : world.fleet.pools) known.insert(pool.regions.begin(), pool.regions.end());
  for (const auto& [slot, machine] : world.actual.machines) known.insert(machine.region);
  std::vector<std::string> regions;
  for (const auto& region : known) regions.push_back(region.value);
  for (const auto& region : imagined.lost) {
    if (known.count(region) > 0) continue;
    const auto nearest = nearest_word(region.value, regions);
    problems.push_back(fmt::format("the fleet has nothing in region {}{}", region.value,
                                   nearest.empty() ? "" : fmt::format(", did you mean {}?", nearest)));
  }
  if (!known.empty() && std::all_of(known.begin(), known.end(), [&](const Region& region) {
        return std::count(imagined.lost.begin(), imagined.lost.end(), region) > 0;
      })) {
    problems.emplace_back("every region of the fleet is lost: there is nowhere left to plan for");
  }
  for (const auto& [pool, agents] : imagined.agents) {
    if (world.fleet.find_pool(pool) == nullptr) problems.push_back("the fleet has no pool " + pool.value);
  }
  return problems;
}

}  // namespace muster
