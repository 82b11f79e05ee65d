#pragma once

#include <string>
#include <vector>

#include "reconciler/core/place/kind_counts.hpp"
#include "reconciler/core/place/kind_rules.hpp"

namespace muster {

/// Agents that are placed as one: an agent, with those that live beside it.
struct Bundle {
  Bundle(int first_agent, const AgentToPlace& what)
      : kind(what.kind), first(first_agent), requests(what.requests), on(what.on.value_or(-1)) {}

  int kind;   ///< Of the first agent.
  int first;  ///< The agent that the others live beside.
  Resources requests;
  int on;         ///< The machine where its first agent runs; -1 for none.
  int host = -1;  ///< The machine it was given; -1 while it has none.
  std::vector<int> followers;
  std::vector<KindCount> others;  ///< Kinds of the followers.
};

/// Every agent that can be placed at all, in bundles: agents of a kind that lives beside another are dealt
/// out evenly over the agents of that kind, to those on their own machine first. The others are unplaced.
std::vector<Bundle> bundle_agents(const PlaceTask& task, const std::vector<KindRules>& rules,
                                  std::vector<Unplaced>& unplaced);

}  // namespace muster
