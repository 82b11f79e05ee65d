#pragma once

#include <cstdint>

#include "providers/sandbox/cloud/cloud.hpp"

namespace muster::sandbox {

/// Agents of all loads, by whether the machine they are on is on. Those whose machine was deleted are down
/// until another one of their tag comes on.
struct AgentCount {
  std::int64_t running = 0;
  std::int64_t down = 0;
};
AgentCount count_agents(const Cloud& cloud);

}  // namespace muster::sandbox
