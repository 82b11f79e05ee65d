#pragma once

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

// Plans for a request of a person about one object: the fleet adopts or releases it. They are priced, judged
// and applied like every other plan.

/// Returns a plan that gives this slot to a machine from elsewhere. Fails with invalid if the machine does
/// not fit the pool (region, size without a price). Fails with conflict if this fleet or another one has the
/// slot or the machine. The plan warns of the changes that the next plan would make to the machine.
Result<Plan> plan_adoption(const DecisionInputs& inputs, const Machine& machine, const Slot& slot,
                           Instant now);

/// Returns a plan that gives a slot to a volume. Fails with invalid or conflict as above. The machine of the
/// slot must exist in the volume's region. If the volume is attached, it must be attached to this machine.
Result<Plan> plan_adoption(const DecisionInputs& inputs, const Volume& volume, const VolumeSlot& slot,
                           Instant now);

/// Returns a plan that removes all tags of muster from the machine of this slot and from its volumes. They
/// continue to run and are billed. Fails with not_found if the slot is empty.
Result<Plan> plan_release(const DecisionInputs& inputs, const Slot& slot, Instant now);
Result<Plan> plan_release(const DecisionInputs& inputs, const VolumeSlot& slot, Instant now);

}  // namespace muster
