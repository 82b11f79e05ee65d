#pragma once

#include <string>
#include <vector>

#include "reconciler/core/place/kind_counts.hpp"
#include "reconciler/core/place/kind_rules.hpp"

namespace muster {

/// Agents that are placed together: an agent, and the agents that must be beside it.
struct Bundle {
  /// Begins with the agent of that index.
  Bundle(int first_agent, const AgentToPlace& what)
      : kind(what.kind), first(first_agent), requests(what.requests), on(what.on.value_or(-1)) {}

  int kind;   ///< Kind of the first agent.
  int first;  ///< Index of the agent that the others must be beside.
  Resources requests;
  int on;         ///< Index of the machine on which its first agent runs; -1 for none.
  int host = -1;  ///< Index of the machine that it was assigned to; -1 for none yet.
  std::vector<int> followers;
  std::vector<KindCount> others;  ///< Kinds of the followers.
};

/// Returns all agents that can be placed, in bundles. If a kind must be beside another kind, its agents are
/// distributed evenly over the agents of that kind, first to those on their own machine. The other agents are
/// unplaced.
std::vector<Bundle> bundle_agents(const PlaceTask& task, const std::vector<KindRules>& rules,
                                  std::vector<Unplaced>& unplaced);

}  // namespace muster
