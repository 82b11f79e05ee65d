#include "reconciler/core/simulate/replay/project_load.hpp"

#include <algorithm>

#include "reconciler/core/reading/source_reach.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {
namespace {

constexpr auto kLimit = Measure::whole(90);

bool is_share(Metric metric) {
  return is_percent(metric) && is_of_size(metric);
}

int index_of(Metric metric) {
  return static_cast<int>(metric);
}

std::int64_t volumes_of(const ActualState& actual, const Slot& slot) {
  std::int64_t gib = 0;
  for (auto at = actual.volumes.lower_bound({slot, 0}); at != actual.volumes.end(); ++at) {
    if (at->first.machine != slot) break;
    gib += at->second.size_gib;
  }
  return gib;
}

}  // namespace

/// One pool in one period.
struct PoolSpread {
  /// The capacity of a fleet.
  struct Room {
    std::int64_t vcpus = 0;
    std::int64_t memory_mib = 0;

    void add(const SizeOffer* offer) {
      vcpus += offer ? offer->vcpus : 1;
      memory_mib += offer ? offer->memory_mib : 1024;
    }
    std::int64_t of(Metric metric) const { return capacity_of(vcpus, memory_mib, metric); }
  };

  CarriedLoad& load;
  const World& world;
  const PoolName& pool;
  Instant until;
  std::vector<Reading>& into;
  std::map<Slot, SizeName> then{};
  std::map<Slot, SizeName> imagined{};
  Room room_then{};
  Room room_imagined{};

  void survey() {
    then = load.machines_then(world.fleet, pool, until);
    for (auto at = world.actual.machines.lower_bound({pool, 0});
         at != world.actual.machines.end() && at->first.pool == pool; ++at)
      imagined[at->first] = at->second.size;
    for (const auto& [slot, size] : then) room_then.add(load.prices_->find(size));
    for (const auto& [slot, size] : imagined) room_imagined.add(load.prices_->find(size));
  }

  void tell(const Subject& subject, Metric metric, Sample sample) {
    if (is_share(metric) && sample.quality == Quality::ok) {
      if (sample.value >= kLimit) load.at_limit_ = true;
      sample.value = std::min(sample.value, std::max(kFull, Measure()));
    }
    into.push_back({.at = sample.at,
                    .subject = subject,
                    .metric = metric,
                    .value = sample.value,
                    .quality = sample.quality});
  }

  std::int64_t disk_of(const SizeName& size) const {
    const auto* offer = load.prices_->find(size);
    return offer ? offer->disk_gib : 0;
  }

  /// Disks keep their content: a larger one is less full.
  void set_disk(const Slot& slot, Sample sample) {
    const auto held = then.count(slot) ? disk_of(then.at(slot)) + volumes_of(*load.today_, slot) : 0;
    const auto has = disk_of(imagined.at(slot)) + volumes_of(world.actual, slot);
    if (held > 0 && has > 0 && held != has && sample.quality == Quality::ok)
      sample.value = std::min(scaled(sample.value, held, has), kFull);
    tell(slot, Metric::disk, sample);
  }

  const Sample* fresh(const Slot& slot, Metric metric) const {
    const auto found = load.newest_.find(slot);
    if (found == load.newest_.end()) return nullptr;
    const auto& sample = found->second[static_cast<std::size_t>(index_of(metric))];
    const bool heard = sample.quality != Quality::missing;
    const auto step = declared_step(world.fleet, metric, slot.pool);
    return heard && sample.at > until - stale_after(step) ? &sample : nullptr;
  }

  /// The total work of the machines at that time, and the part that reported.
  struct Work {
    std::int64_t sum = 0;   ///< Thousandths of the unit times room.
    std::int64_t room = 0;  ///< Of those that reported a value.
    std::int64_t machines = 0;
    Instant at{};
    bool any = false;  ///< Something was reported, possibly only failures.
  };
  Work work_of(Metric metric) const {
    Work work;
    for (const auto& [slot, size] : then) {
      const auto* sample = fresh(slot, metric);
      if (!sample) continue;
      work.any = true;
      work.at = std::max(work.at, sample->at);
      if (sample->quality != Quality::ok) continue;
      Room room;
      room.add(load.prices_->find(size));
      const auto times = is_share(metric) ? room.of(metric) : 1;
      work.sum += sample->value.in_milli() * times;
      work.room += times;
      ++work.machines;
    }
    return work;
  }

  void spread_share(Metric metric, const Work& work) {
    // Machines that did not report count as busy as the others.
    const auto mean = Measure::milli(work.sum / work.room);
    const auto each = scaled(mean, room_then.of(metric), std::max<std::int64_t>(1, room_imagined.of(metric)));
    for (const auto& [slot, size] : imagined) tell(slot, metric, {work.at, each, Quality::ok});
  }

  void evaluate_agents_rule(const Work& work) {
    const auto all = work.sum * static_cast<std::int64_t>(then.size()) / work.machines;
    const auto agents = (all + 999) / 1000;
    const auto machines = static_cast<std::int64_t>(imagined.size());
    std::int64_t number = 0;
    for (const auto& [slot, size] : imagined) {
      const auto here = agents / machines + (number++ < agents % machines ? 1 : 0);
      tell(slot, Metric::agents, {work.at, Measure::whole(here), Quality::ok});
    }
  }

  void spread(Metric metric) {
    const auto work = work_of(metric);
    if (!work.any || imagined.empty()) return;
    if (work.machines == 0) {
      for (const auto& [slot, size] : imagined) tell(slot, metric, {work.at, Measure(), Quality::error});
    } else if (metric == Metric::agents) {
      evaluate_agents_rule(work);
    } else if (metric == Metric::response_time) {
      const auto slower = scaled(Measure::milli(work.sum / work.machines), room_then.vcpus,
                                 std::max<std::int64_t>(1, room_imagined.vcpus));
      for (const auto& [slot, size] : imagined) tell(slot, metric, {work.at, slower, Quality::ok});
    } else {
      spread_share(metric, work);
    }
  }

  /// A machine that did not exist then gets the lowest disk use of the others.
  void spread_disks() {
    const Sample* emptiest = nullptr;
    for (const auto& [slot, size] : then) {
      const auto* sample = fresh(slot, Metric::disk);
      if (!sample || sample->quality != Quality::ok) continue;
      if (!emptiest || sample->value < emptiest->value) emptiest = sample;
    }
    for (const auto& [slot, size] : imagined) {
      const auto* own = then.count(slot) ? fresh(slot, Metric::disk) : nullptr;
      if (own || emptiest) set_disk(slot, own ? *own : *emptiest);
    }
  }

  void whole_pool(const Reading& reading) {
    auto value = reading.value;
    const bool follows = is_share(reading.metric) || reading.metric == Metric::response_time;
    if (follows && reading.quality == Quality::ok && then != imagined && room_imagined.vcpus > 0)
      value = scaled(value, room_then.of(reading.metric), room_imagined.of(reading.metric));
    tell(reading.subject, reading.metric, {reading.at, value, reading.quality});
  }

  void run(const std::vector<Reading>& recorded) {
    survey();
    std::array<bool, kMetrics> reported{};
    for (const auto& reading : recorded) {
      const auto* slot = std::get_if<Slot>(&reading.subject);
      const auto* whole = std::get_if<PoolName>(&reading.subject);
      if (whole && *whole == pool) whole_pool(reading);
      if (!slot || slot->pool != pool) continue;
      reported[static_cast<std::size_t>(index_of(reading.metric))] = true;
      const Sample sample{reading.at, reading.value, reading.quality};
      if (then == imagined) {
        if (reading.metric == Metric::disk)
          set_disk(*slot, sample);
        else
          tell(*slot, reading.metric, sample);
      } else if (info_of(reading.metric).unit == MetricUnit::bytes && imagined.count(*slot)) {
        tell(*slot, reading.metric, sample);
      }
    }
    if (then == imagined) return;
    for (const auto metric : {Metric::cpu, Metric::memory, Metric::response_time, Metric::agents})
      if (reported[static_cast<std::size_t>(index_of(metric))]) spread(metric);
    if (reported[static_cast<std::size_t>(index_of(Metric::disk))]) spread_disks();
  }
};

void CarriedLoad::take(const std::vector<Reading>& recorded) {
  for (const auto& reading : recorded) {
    const auto* slot = std::get_if<Slot>(&reading.subject);
    if (!slot || reading.quality == Quality::missing) continue;
    auto [at, fresh] = newest_.try_emplace(*slot);
    if (fresh)
      for (auto& sample : at->second) sample = {Instant{}, Measure(), Quality::missing};
    auto& sample = at->second[static_cast<std::size_t>(index_of(reading.metric))];
    if (reading.at >= sample.at) sample = {reading.at, reading.value, reading.quality};
  }
}

std::map<Slot, SizeName> CarriedLoad::machines_then(const Fleet& fleet, const PoolName& pool,
                                                    Instant until) const {
  std::map<Slot, SizeName> then;
  bool ever = false;
  const auto lived = until - stale_after(declared_step(fleet, Metric::cpu, pool));
  for (auto at = newest_.lower_bound({pool, 0}); at != newest_.end() && at->first.pool == pool; ++at) {
    ever = true;
    const auto lately = std::any_of(at->second.begin(), at->second.end(), [&](const Sample& sample) {
      return sample.quality != Quality::missing && sample.at > lived;
    });
    if (lately) then[at->first] = sizes_->at(at->first, until, fleet);
  }
  if (ever) return then;
  for (const auto& [slot, machine] : today_->machines)
    if (slot.pool == pool) then[slot] = machine.size;
  return then;
}

std::vector<Reading> CarriedLoad::readings_of(const World& world, const std::vector<Reading>& recorded,
                                              Instant until) {
  at_limit_ = false;
  take(recorded);
  std::vector<Reading> readings;
  for (const auto& reading : recorded)
    if (std::holds_alternative<FleetWide>(reading.subject)) readings.push_back(reading);
  for (const auto& pool : world.fleet.pools)
    PoolSpread{.load = *this, .world = world, .pool = pool.name, .until = until, .into = readings}.run(
        recorded);
  return readings;
}

}  // namespace muster
