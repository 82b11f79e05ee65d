#pragma once

#include <set>
#include <vector>

#include "reconciler/core/fleet/catalogue/capabilities.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/fleet/state/desired_state.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Data that the parts of `diff` share: the states to compare, and the changes found so far.
struct Difference {
  const Fleet& fleet;
  const DesiredState& desired;
  const ActualState& actual;
  const PriceList& prices;
  const Capabilities& can;
  std::set<PoolName> declared{};
  std::set<MachineId> leaving{};  ///< Machines that a change destroys.
  std::vector<Change> changes{};

  void add(Effect effect, Digest fingerprint);
};

}  // namespace muster
