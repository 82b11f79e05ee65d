#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/decision.hpp"
#include "reconciler/core/decide/inputs/in_flight.hpp"
#include "reconciler/core/decide/inputs/recent_change.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/capabilities.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/left_state.hpp"
#include "reconciler/core/fleet/missing_capacity.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/fleet/refused_change.hpp"
#include "reconciler/core/policy/policy.hpp"
#include "reconciler/core/reading/reading_set.hpp"

namespace muster {

struct Knowledge;

/// Everything that decisions are made from. A view: it owns nothing.
struct DecisionInputs {
  const Fleet& fleet;
  const std::vector<Policy>& policies;
  const ReadingSet& readings;
  const ActualState& actual;
  const PriceList& prices;
  const std::vector<RecentChange>& recent;  ///< From old to new.
  Capabilities capabilities;
  const LeftState* left = nullptr;  ///< What muster left when it was last at work; nullptr when not known.
  std::vector<MissingCapacity> missing{};     ///< What the cloud lately had none left of.
  const Knowledge* knowledge = nullptr;       ///< What was learnt so far; nullptr where nothing was.
  const InFlightChanges* becoming = nullptr;  ///< What is under way beside; nullptr where nothing is.
  std::vector<RefusedChange> refused{};       ///< What the cloud called invalid.
};

}  // namespace muster
