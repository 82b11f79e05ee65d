#pragma once

#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/engine/apply/apply_plan.hpp"

namespace muster {

/// Completes the changes that an open apply of a plan started, and no others. A machine that is off is turned
/// on again, a machine in creation is awaited, an object in destruction is destroyed. Changes that it never
/// started are left to the next plan. Ends the apply in the journal.
///
/// `context` is that of an apply of the whole plan; the approvers are those of its start.
ApplyReport recover(const OpenApply& open, const ApplyContext& context, Clock& clock);

}  // namespace muster
