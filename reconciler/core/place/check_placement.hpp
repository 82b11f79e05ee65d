#pragma once

#include <string>
#include <vector>

#include "reconciler/core/place/place.hpp"

namespace muster {

/// Everything in which a placement breaks the rules of its task, one sentence each; empty when nothing does.
/// Shares no code with `place_agents`: it reads the task anew, agent by agent.
std::vector<std::string> check_placement(const PlaceTask& task, const AgentPlacement& placement);

}  // namespace muster
