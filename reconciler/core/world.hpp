#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/forecast/knowledge.hpp"

namespace muster {

/// Everything that a proposal is made from, as values.
struct World {
  Fleet fleet;
  std::vector<Policy> policies;
  ReadingSet readings;
  ActualState actual;
  PriceList prices;
  std::vector<RecentChange> recent;
  Capabilities capabilities;
  std::vector<MissingCapacity> missing;
  std::string commit;
  std::optional<LeftState> left;         ///< nullopt when it is not known: no drift is claimed then.
  std::optional<Knowledge> knowledge{};  ///< What was learnt of the fleet; everything works without.
  InFlightChanges becoming{};            ///< By applies that run beside this look.
  std::vector<RefusedChange> refused{};  ///< What the cloud called invalid, and is as it was then.
};

/// The world as decisions look at it; the world must outlive it.
DecisionInputs decision_inputs_of(const World& world);

}  // namespace muster
