#pragma once

#include <string>
#include <vector>

#include "reconciler/core/place/place.hpp"

namespace muster {

/// Returns all violations of the rules of the task, one sentence each; empty if there are none. It shares no
/// code with `place_agents`: it checks the task again, agent by agent.
std::vector<std::string> check_placement(const PlaceTask& task, const AgentPlacement& placement);

}  // namespace muster
