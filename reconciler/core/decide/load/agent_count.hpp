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

/// The newest count: the pool's own reading, else the sum over its machines, else the fleet's reading where
/// no other pool has agents, else, if no source counts them, the declared numbers of the agent kinds. The
/// fleet's reading comes before a sum that lacks machines. Uses the newest readings also where muster has
/// acted on them: a count is a state.
AgentCount count_agents(const PoolView& view);

/// Whether an agent kind with a count other than 0 is declared for that pool.
bool declares_agents(const Fleet& fleet, const PoolName& pool);
/// Whether a count of the whole fleet is this pool's: it is the only pool, or the only one with agents.
bool has_fleet_count(const PoolView& view);

/// Whether a reading of the subject's number of agents arrived, good or failed. A count that only failed
/// shows that somebody counts.
bool count_arrived(const Subject& subject, const PoolView& view);
/// Whether a source counts the agents of the pool, so that their declared number is no substitute for the
/// count. A count arrived, or agents are declared and a source of the fleet should always report them. An
/// empty pool has no machine that could report.
bool agents_are_counted(const PoolView& view);

}  // namespace muster
