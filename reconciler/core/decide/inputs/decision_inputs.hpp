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

/// All inputs of decisions. A view: it owns none of the references and pointers.
struct DecisionInputs {
  const Fleet& fleet;
  const std::vector<Policy>& policies;
  const ReadingSet& readings;
  const ActualState& actual;
  const PriceList& prices;
  const std::vector<RecentChange>& recent;  ///< From old to new.
  Capabilities capabilities;
  /// The state after the last apply; nullptr: not known.
  const LastAppliedState* left = nullptr;
  std::vector<CapacityShortage> missing{};      ///< Sizes that the cloud lately had no capacity for.
  const LearnedState* learned_state = nullptr;  ///< The learned model; nullptr: nothing was learned.
  const InFlightChanges* in_flight = nullptr;   ///< The changes of running applies; nullptr: none.
  std::vector<RefusedChange> refused{};         ///< Changes that the cloud rejected as invalid.
};

}  // namespace muster
