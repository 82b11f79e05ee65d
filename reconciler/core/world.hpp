#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/forecast/learned_state.hpp"

namespace muster {

/// All inputs of a proposal, as values.
struct World {
  Fleet fleet;
  std::vector<Policy> policies;
  ReadingSet readings;
  ActualState actual;
  PriceList prices;
  std::vector<RecentChange> recent;
  Capabilities capabilities;
  std::vector<CapacityShortage> missing;
  std::string commit;
  std::optional<LastAppliedState> left;         ///< nullopt if unknown: muster then reports no drift.
  std::optional<LearnedState> learned_state{};  ///< The learned state of the fleet. It is optional.
  InFlightChanges in_flight{};                  ///< Changes of applies that run beside this observation.
  /// Changes that the cloud rejected as invalid, whose situation has not changed since.
  std::vector<RefusedChange> refused{};
};

/// Returns the world as decisions read it. The world must outlive the result.
DecisionInputs decision_inputs_of(const World& world);

}  // namespace muster
