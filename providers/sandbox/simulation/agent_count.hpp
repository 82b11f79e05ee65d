#pragma once

#include <cstdint>

#include "providers/sandbox/model/cloud.hpp"

namespace muster::sandbox {

/// Agents of all loads, by the power state of their machine. Agents whose machine was deleted are down until
/// another one of their tag is on.
struct AgentCount {
  std::int64_t running = 0;  ///< Number of agents.
  std::int64_t down = 0;     ///< Number of agents.
};
AgentCount count_agents(const Cloud& cloud);

}  // namespace muster::sandbox
