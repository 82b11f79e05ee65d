#pragma once

#include <optional>
#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// The present number of agents of a pool, as far as sources report it.
struct AgentCount {
  std::optional<Measure> agents;  ///< nullopt: unknown.
  bool at_least = false;          ///< Some machines do not report: the number may be higher.
  bool declared = false;          ///< From the fleet file, because there are no readings.
  bool of_machines = false;       ///< The sum over machines; else it is unknown which agent runs where.
  std::string message;  ///< "12 agents", "at least 7 agents (2 of 3 machines report)", or why it is unknown.
  Evidence evidence;    ///< Without a line; subject, value, samples and newest are set.
};

/// The newest count. In this order: the pool's own reading, the sum over its machines, the fleet's
/// reading where no other pool has agents, the declared numbers. The fleet's reading comes before a sum
/// that lacks machines. The function also uses readings that muster has acted on, because a count is a
/// state.
AgentCount count_agents(const PoolView& view);

/// Whether a class of agents with a count other than 0 is declared for that pool.
bool declares_agents(const Fleet& fleet, const PoolName& pool);
/// Whether a count of the whole fleet is this pool's: it is the only pool, or the only one with agents.
bool has_fleet_count(const PoolView& view);

}  // namespace muster
