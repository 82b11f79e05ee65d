#pragma once

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

// Plans that a person asks for by naming an object: it becomes the fleet's, or is so no more. They are
// priced, judged and applied like every other plan.

/// A machine that was made elsewhere gets this slot. Fails with invalid where it does not fit the pool
/// (region, size without a price), conflict where the slot or the machine is taken, by us or another fleet.
/// The plan warns of what the next plan would change about the machine.
Result<Plan> plan_adoption(const DecisionInputs& situation, const Machine& machine, const Slot& slot,
                           Instant now);

/// A volume gets this slot. Its machine must be there, in the volume's region, and be the one that holds the
/// volume, if one does.
Result<Plan> plan_adoption(const DecisionInputs& situation, const Volume& volume, const VolumeSlot& slot,
                           Instant now);

/// The machine of this slot loses all of muster's tags, and so do the volumes that it holds: they go on as
/// they are and bill. Fails with not_found where there is none.
Result<Plan> plan_release(const DecisionInputs& situation, const Slot& slot, Instant now);
Result<Plan> plan_release(const DecisionInputs& situation, const VolumeSlot& slot, Instant now);

}  // namespace muster
