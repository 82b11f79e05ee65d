#pragma once

#include <optional>
#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// How many agents a pool has now, as far as anybody can tell.
struct AgentCount {
  std::optional<Measure> agents;  ///< nullopt when nobody can tell.
  bool at_least = false;          ///< Some machines do not report: there may be more, never less.
  bool declared = false;          ///< From the fleet file, for lack of readings.
  bool of_machines = false;       ///< The sum over machines; otherwise nobody tells which agent is where.
  std::string message;  ///< "12 agents", "at least 7 agents (2 of 3 machines report)", or why it is unknown.
  Evidence evidence;    ///< Without a line; subject, value, samples and newest are set.
};

/// The newest count: the pool's own reading, else the sum over its machines, else, where no other pool has
/// agents, the fleet's reading, else the declared numbers of the agent classes. The fleet's goes before a sum
/// that some machines are missing from. Looks at the newest readings whether or not they had their say: a
/// count is a state.
AgentCount count_agents(const PoolView& view);

/// Whether a class of agents is declared for that pool, unless with a count of 0.
bool declares_agents(const Fleet& fleet, const PoolName& pool);
/// Whether a count of the whole fleet is this pool's: it is the only pool, or the only one with agents.
bool has_fleet_count(const PoolView& view);

}  // namespace muster
