#include "reconciler/core/decide/load/agents_known.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/silence.hpp"

namespace muster {
namespace {

Quality count_of(const Subject& subject, const PoolView& view) {
  const auto& series = view.inputs.readings.series(subject, Metric::agents);
  return summarise(series, newest_reading(view, Metric::agents), view.now).quality;
}

/// Whether each class declares its number of agents.
bool declares_numbers(const Fleet& fleet, const PoolName& pool) {
  return std::all_of(fleet.agents.begin(), fleet.agents.end(),
                     [&](const AgentClass& kind) { return kind.pool != pool || kind.count.has_value(); });
}

/// Machines with an unknown number of agents. A machine that an apply has switched off has none to count.
std::string machines_not_counted(const PoolView& view) {
  std::vector<std::string> silent;
  int expected = 0;
  for (const auto& machine : view.machines) {
    if (machine.under_way && !machine.runs()) continue;
    ++expected;
    const auto quality = count_of(machine.subject, view);
    if (quality != Quality::ok)
      silent.push_back(fmt::format("{} ({})", to_string(machine.subject), to_string(quality)));
  }
  if (silent.empty()) return "";
  const auto all = silent.size();
  silent.resize(std::min(all, kSilentNamed));
  return fmt::format("{} of {} machines do not report their number of agents: {}{}", all, expected,
                     fmt::join(silent, ", "), all > kSilentNamed ? " and others" : "");
}

}  // namespace

std::string agents_not_known(const PoolView& view) {
  const auto& fleet = view.inputs.fleet;
  const auto& pool = view.pool.name;
  const bool of_fleet = has_fleet_count(view);
  if (count_of(view.subject, view) == Quality::ok) return "";
  if (of_fleet && count_of(FleetWide{}, view) == Quality::ok) return "";
  const bool counted = agents_are_counted(view);
  if (!counted && (!declares_agents(fleet, pool) || declares_numbers(fleet, pool))) return "";
  if (!counted) return fmt::format("no source reports the number of agents of pool {}", pool.value);
  const bool of_machines =
      std::any_of(view.machines.begin(), view.machines.end(),
                  [&](const MachineView& machine) { return count_arrived(machine.subject, view); });
  const bool of_pool = count_arrived(view.subject, view) || (of_fleet && count_arrived(FleetWide{}, view));
  if (of_pool && !of_machines) return fmt::format("agents of pool {} are no longer counted", pool.value);
  return machines_not_counted(view);
}

}  // namespace muster
