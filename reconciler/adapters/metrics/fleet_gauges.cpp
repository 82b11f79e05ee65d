#include "reconciler/adapters/metrics/fleet_gauges.hpp"

#include <algorithm>
#include <map>

#include "reconciler/core/decide/blind_rules.hpp"
#include "reconciler/core/reading/source_reach.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {
namespace {

/// The name of a metric on the page, and the factor to its base unit.
struct MachineGauge {
  Metric metric;
  const char* name;
  const char* help;
  double factor;
};
constexpr MachineGauge kMachineGauges[] = {
    {Metric::cpu, "muster_machine_cpu_ratio",
     "CPU in use by the newest reading, 0 to 1 of the whole machine.", 0.01},
    {Metric::memory, "muster_machine_memory_ratio", "Memory in use by the newest reading, 0 to 1.", 0.01},
    {Metric::disk, "muster_machine_disk_ratio", "Space in use on the fullest data filesystem, 0 to 1.", 0.01},
    {Metric::response_time, "muster_machine_response_time_seconds", "Response time by the newest reading.",
     0.001},
    {Metric::disk_used, "muster_machine_disk_used_bytes", "Space in use on data filesystems.", 1},
    {Metric::agents, "muster_agents", "Agents on the machine by the newest reading.", 1},
};

/// Whether a source should report readings of this machine, or a reading of it arrived. A fleet whose sources
/// only report pools expects none of its machines.
bool is_meant_to_report(const World& world, const Slot& slot) {
  return std::any_of(std::begin(kMachineGauges), std::end(kMachineGauges), [&](const MachineGauge& gauge) {
    const auto& series = world.readings.series(slot, gauge.metric);
    const auto arrived = [](const Sample& sample) {
      return sample.quality == Quality::ok || sample.quality == Quality::error;
    };
    if (std::any_of(series.begin(), series.end(), arrived)) return true;
    return std::any_of(world.fleet.readings.begin(), world.fleet.readings.end(),
                       [&](const ReadingsRule& source) {
                         const bool of_another = source.kind == "host" && source.machine != to_string(slot);
                         return !of_another && reports_of(source, gauge.metric, slot.pool) == Reports::always;
                       });
  });
}

/// The newest good readings of running machines, and how old they are.
class Readings {
 public:
  explicit Readings(const Round& round) : world_(round.world.get()), at_(round.weighed_at) {
    for (const auto& reported : kMachineGauges) families_.push_back({reported.name, reported.help, {}});
    for (const auto& [slot, machine] : world_->actual.machines) take(slot, machine);
  }

  std::vector<GaugeFamily> finish() && {
    GaugeFamily ages{"muster_reading_age_seconds",
                     "Highest age of the newest good reading, over the machines of the pool.",
                     {}};
    for (const auto& [key, age] : oldest_)
      ages.values.push_back({{{"pool", key.first}, {"metric", key.second}}, seconds_of(age)});
    GaugeFamily reporting{
        "muster_machines_reporting", "Running machines with a fresh reading of any metric.", {}};
    for (const auto& [pool, count] : reporting_)
      reporting.values.push_back({{{"pool", pool}}, static_cast<double>(count)});
    GaugeFamily expected{"muster_machines_expected_to_report",
                         "Running machines that a source should report, or that have reported.",
                         {}};
    for (const auto& [pool, count] : expected_)
      expected.values.push_back({{{"pool", pool}}, static_cast<double>(count)});
    families_.push_back(std::move(ages));
    families_.push_back(std::move(reporting));
    families_.push_back(std::move(expected));
    return std::move(families_);
  }

 private:
  void take(const Slot& slot, const Machine& machine) {
    auto& reporting = reporting_[slot.pool.value];
    auto& expected = expected_[slot.pool.value];
    if (machine.status != MachineStatus::running) return;
    if (is_meant_to_report(*world_, slot)) ++expected;
    bool fresh = false;
    for (std::size_t i = 0; i < std::size(kMachineGauges); ++i) {
      const Window newest{.sample_every = declared_step(world_->fleet, kMachineGauges[i].metric, slot.pool)};
      const auto signal = summarise(world_->readings.series(slot, kMachineGauges[i].metric), newest, at_);
      if (signal.quality == Quality::missing || signal.newest.quality != Quality::ok ||
          signal.newest.at == Instant{})
        continue;
      auto& age = oldest_[{slot.pool.value, to_string(kMachineGauges[i].metric)}];
      age = std::max(age, at_ - signal.newest.at);
      if (signal.quality != Quality::ok) continue;
      fresh = true;
      families_[i].values.push_back({{{"pool", slot.pool.value}, {"machine", to_string(slot)}},
                                     signal.newest.value.as_double() * kMachineGauges[i].factor});
    }
    if (fresh) ++reporting;
  }

  const World* world_;
  Instant at_;
  std::vector<GaugeFamily> families_;
  std::map<std::pair<std::string, std::string>, Duration> oldest_;
  std::map<std::string, int> reporting_;
  std::map<std::string, int> expected_;
};

void add_machines(const World& world, std::vector<GaugeFamily>& all) {
  std::map<std::pair<std::string, std::string>, int> counts;
  GaugeFamily info{"muster_machine_info", "Properties of a machine as labels; always 1.", {}};
  for (const auto& pool : world.fleet.pools) counts[{pool.name.value, "running"}] = 0;
  for (const auto& [slot, machine] : world.actual.machines) {
    ++counts[{slot.pool.value, to_string(machine.status)}];
    info.values.push_back({{{"pool", slot.pool.value},
                            {"machine", to_string(slot)},
                            {"size", machine.size.value},
                            {"region", machine.region.value}},
                           1});
  }
  GaugeFamily machines{"muster_machines", "Machines by pool and status.", {}};
  for (const auto& [key, count] : counts)
    machines.values.push_back({{{"pool", key.first}, {"status", key.second}}, static_cast<double>(count)});
  all.push_back(std::move(machines));
  all.push_back(std::move(info));
}

void add_pools(const Round& round, std::vector<GaugeFamily>& all) {
  GaugeFamily least{"muster_pool_machines_min", "Fewest machines that the pool may have.", {}};
  GaugeFamily most{"muster_pool_machines_max", "Most machines that the pool may have.", {}};
  GaugeFamily desired{"muster_pool_machines_desired", "Machines of the pool in the desired state.", {}};
  GaugeFamily wanted{"muster_pool_machines_wanted",
                     "Machines that the pool's rules request, before bounds, money and limits.",
                     {}};
  for (const auto& pool : round.world->fleet.pools) {
    least.values.push_back({{{"pool", pool.name.value}}, static_cast<double>(pool.min)});
    most.values.push_back({{{"pool", pool.name.value}}, static_cast<double>(pool.max)});
  }
  if (round.proposal) {
    const auto tell = [](GaugeFamily& family, const PoolName& pool, const PoolShape& shape) {
      family.values.push_back({{{"pool", pool.value}}, static_cast<double>(shape.machines.size())});
    };
    for (const auto& decision : round.proposal->decisions) {
      tell(desired, decision.pool, decision.to);
      tell(wanted, decision.pool, decision.uncapped);
    }
  }
  all.push_back(std::move(least));
  all.push_back(std::move(most));
  all.push_back(std::move(desired));
  all.push_back(std::move(wanted));
}

/// Of every kind, also where there are none: an absent series is no zero.
GaugeFamily strays_by_kind(const ActualState& actual) {
  const auto of = [](const char* kind, std::size_t count) {
    return GaugeValue{{{"kind", kind}}, static_cast<double>(count)};
  };
  return {"muster_stray_objects",
          "Objects with the fleet's tag that fill no place, by kind. They cost money or admit traffic.",
          {of("machine", actual.strays.size()), of("volume", actual.stray_volumes.size()),
           of("load_balancer", actual.stray_balancers.size()), of("firewall", actual.stray_firewalls.size()),
           of("network", actual.stray_networks.size())}};
}

GaugeFamily blind_rules(const Round& round) {
  GaugeFamily blind{"muster_rule_blind",
                    "A rule that cannot be evaluated: no source reports its metric, or its readings stopped "
                    "or are too rare; always 1.",
                    {}};
  for (const auto& rule : blind_rules_of(decision_inputs_of(*round.world), round.weighed_at))
    blind.values.push_back({{{"policy", rule.policy.value},
                             {"rule", rule.rule},
                             {"pool", rule.pool.value},
                             {"metric", to_string(rule.metric)}},
                            1});
  return blind;
}

}  // namespace

std::vector<GaugeFamily> fleet_gauges_of(const Round& round) {
  std::vector<GaugeFamily> all;
  if (!round.world) return all;
  const auto& actual = round.world->actual;
  add_machines(*round.world, all);
  add_pools(round, all);
  for (auto& family : Readings(round).finish()) all.push_back(std::move(family));
  all.push_back({"muster_stray_machines",
                 "Machines with the fleet's tag that fill no slot. They cost money and are not used.",
                 {{{}, static_cast<double>(actual.strays.size())}}});
  all.push_back(strays_by_kind(actual));
  all.push_back(
      {"muster_look_gaps",
       "Parts of the cloud that muster could not read. While there is one, it creates and destroys nothing.",
       {{{}, static_cast<double>(actual.gaps.size())}}});
  all.push_back(blind_rules(round));
  if (round.proposal)
    all.push_back({"muster_drifted_objects",
                   "Objects that were changed outside muster.",
                   {{{}, static_cast<double>(round.proposal->plan.drift.size())}}});
  return all;
}

}  // namespace muster
