#pragma once

#include <set>
#include <string>
#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/fleet/state/desired_state.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// The objects that refused changes would have made.
struct NotMade {
  std::set<Slot> machines;
  std::set<PoolName> pools;  ///< Pools of these machines.
  std::set<VolumeSlot> volumes;
  std::set<BalancerSlot> balancers;
  bool network = false;
};

/// The part of a plan that can be made.
struct PossibleChanges {
  DesiredState desired;  ///< Without the objects that the cloud refused, and those that need them.
  std::vector<Change> refused;
  NotMade not_made;                   ///< By the refused changes.
  std::vector<std::string> warnings;  ///< One sentence for each refused change.
};

/// Returns the desired state without the changes in `wanted` that the cloud refused and would refuse again,
/// and without all that hangs on them: the machines and load balancers of a network that cannot be made, the
/// load balancer of a pool whose machines cannot be made, the volumes of such a machine.
PossibleChanges possible_changes(const DecisionInputs& inputs, const DesiredState& desired,
                                 const std::vector<Change>& wanted);

/// Removes from `changes` the refused ones, and those that no desired state expresses: a machine receives no
/// traffic before it has its volumes.
void leave_refused_out(const PossibleChanges& possible, std::vector<Change>& changes);

}  // namespace muster
