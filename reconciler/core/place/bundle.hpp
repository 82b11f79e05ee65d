#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reconciler/core/place/kind_rules.hpp"

namespace muster {

/// Agents that are placed as one: an agent, with those that live beside it.
struct Bundle {
  int kind = 0;  ///< Of the agent that the others live beside.
  Resources requests;
  std::vector<int> agents;
  std::vector<std::pair<int, int>> kinds;  ///< Kind and how many of it, by kind.
  int on = -1;                             ///< The machine where its first agent runs; -1 for none.
  int host = -1;                           ///< The machine it was given; -1 while it has none.
};

/// Every agent that can be placed at all, in bundles: agents of a kind that lives beside another are dealt
/// out evenly over the agents of that kind, to those on their own machine first. The others are unplaced.
std::vector<Bundle> bundle_agents(const PlaceTask& task, const std::vector<KindRules>& rules,
                                  std::vector<Unplaced>& unplaced);

}  // namespace muster
