#include "reconciler/core/decide/load/agent_count.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/reading/source_reach.hpp"

namespace muster {
namespace {

std::string describe_agents(Measure agents) {
  return fmt::format("{} agent{}", format_measure(agents), agents == Measure::whole(1) ? "" : "s");
}

std::optional<AgentCount> of_subject(const PoolView& view, const Subject& subject) {
  const auto newest = newest_reading(view, Metric::agents);
  const auto signal = summarise(view.inputs.readings.series(subject, Metric::agents), newest, view.now);
  if (signal.quality != Quality::ok) return std::nullopt;
  AgentCount count;
  count.evidence.subject = subject;
  count.agents = signal.newest.value;
  count.message = describe_agents(*count.agents);
  count.evidence.newest = signal.newest.at;
  count.evidence.samples = count.evidence.expected = 1;
  return count;
}

std::optional<AgentCount> of_pool(const PoolView& view) {
  return of_subject(view, view.subject);
}

std::optional<AgentCount> of_fleet(const PoolView& view) {
  return has_fleet_count(view) ? of_subject(view, FleetWide{}) : std::nullopt;
}

std::optional<AgentCount> of_machines(const PoolView& view) {
  const auto newest = newest_reading(view, Metric::agents);
  std::int64_t sum = 0;
  AgentCount count;
  count.evidence.subject = view.subject;
  for (const auto& machine : view.machines) {
    const auto signal =
        summarise(view.inputs.readings.series(machine.subject, Metric::agents), newest, view.now);
    if (signal.quality != Quality::ok) continue;
    sum += signal.newest.value.in_milli();
    ++count.evidence.samples;
    count.evidence.newest = std::max(count.evidence.newest, signal.newest.at);
  }
  if (count.evidence.samples == 0) return std::nullopt;
  count.evidence.expected = view.count();
  count.agents = Measure::milli(sum);
  count.of_machines = true;
  count.at_least = count.evidence.samples < count.evidence.expected;
  count.message = describe_agents(*count.agents);
  if (count.at_least) {
    count.message = fmt::format("at least {} ({} of {} machines report)", count.message,
                                count.evidence.samples, count.evidence.expected);
  }
  return count;
}

std::optional<AgentCount> of_classes(const PoolView& view) {
  int sum = 0;
  bool any = false;
  AgentCount count;
  count.evidence.subject = view.subject;
  for (const auto& kind : view.inputs.fleet.agents) {
    if (kind.pool != view.pool.name) continue;
    any = any || kind.count.has_value();
    count.at_least = count.at_least || !kind.count;
    sum += kind.count.value_or(0);
  }
  if (!any) return std::nullopt;
  count.agents = Measure::whole(sum);
  count.declared = true;
  count.message =
      fmt::format("{}{} declared", count.at_least ? "at least " : "", describe_agents(*count.agents));
  return count;
}

}  // namespace

bool declares_agents(const Fleet& fleet, const PoolName& pool) {
  return std::any_of(fleet.agents.begin(), fleet.agents.end(), [&](const AgentClass& kind) {
    return kind.pool == pool && (!kind.count || *kind.count > 0);
  });
}

bool has_fleet_count(const PoolView& view) {
  const auto& fleet = view.inputs.fleet;
  if (fleet.pools.size() == 1) return true;
  const auto others = std::any_of(fleet.pools.begin(), fleet.pools.end(), [&](const Pool& pool) {
    return pool.name != view.pool.name && declares_agents(fleet, pool.name);
  });
  return !others && declares_agents(fleet, view.pool.name);
}

bool count_arrived(const Subject& subject, const PoolView& view) {
  const auto& series = view.inputs.readings.series(subject, Metric::agents);
  return std::any_of(series.begin(), series.end(), [](const Sample& sample) {
    return sample.quality == Quality::ok || sample.quality == Quality::error;
  });
}

bool agents_are_counted(const PoolView& view) {
  if (count_arrived(view.subject, view)) return true;
  if (has_fleet_count(view) && count_arrived(FleetWide{}, view)) return true;
  const auto arrived = [&](const MachineView& machine) { return count_arrived(machine.subject, view); };
  if (std::any_of(view.machines.begin(), view.machines.end(), arrived)) return true;
  // A query that never answers is a failed count too: the fleet file promises it.
  const auto& fleet = view.inputs.fleet;
  return !view.machines.empty() && declares_agents(fleet, view.pool.name) &&
         reports_of(fleet, Metric::agents, view.pool.name) == Reports::always;
}

AgentCount count_agents(const PoolView& view) {
  auto count = of_pool(view);
  if (!count) count = of_machines(view);
  if (!count || count->at_least) {
    if (auto fleet = of_fleet(view)) count = std::move(fleet);
  }
  // A count that failed is unknown: the declared number would hide how many agents there are.
  const bool counted = agents_are_counted(view);
  if (!count && !counted) count = of_classes(view);
  if (!count) {
    count.emplace();
    const auto* why = counted ? "agents of pool {} are counted, but no count is known now"
                              : "no source reports the number of agents of pool {}";
    count->message = fmt::format(fmt::runtime(why), view.pool.name.value);
    return *count;
  }
  count->evidence.metric = Metric::agents;
  count->evidence.value = *count->agents;
  return *count;
}

}  // namespace muster
