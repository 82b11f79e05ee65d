#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/decision.hpp"
#include "reconciler/core/decide/inputs/in_flight.hpp"
#include "reconciler/core/decide/inputs/recent_change.hpp"
#include "reconciler/core/fleet/catalogue/capabilities.hpp"
#include "reconciler/core/fleet/catalogue/capacity_shortage.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/fleet/state/last_applied_state.hpp"
#include "reconciler/core/fleet/state/refused_change.hpp"
#include "reconciler/core/policy/policy.hpp"
#include "reconciler/core/reading/reading_set.hpp"

namespace muster {

struct LearnedState;

/// Everything that decisions are made from. A view: it owns nothing.
struct DecisionInputs {
  const Fleet& fleet;
  const std::vector<Policy>& policies;
  const ReadingSet& readings;
  const ActualState& actual;
  const PriceList& prices;
  const std::vector<RecentChange>& recent;  ///< From old to new.
  Capabilities capabilities;
  const LastAppliedState* left =
      nullptr;  ///< What muster left when it was last at work; nullptr when not known.
  std::vector<CapacityShortage> missing{};      ///< What the cloud lately had none left of.
  const LearnedState* learned_state = nullptr;  ///< What was learnt so far; nullptr where nothing was.
  const InFlightChanges* in_flight = nullptr;   ///< What is under way beside; nullptr where nothing is.
  std::vector<RefusedChange> refused{};         ///< What the cloud called invalid.
};

}  // namespace muster
