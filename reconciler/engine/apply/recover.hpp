#pragma once

#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/engine/apply/apply_plan.hpp"

namespace muster {

/// Finishes what an open apply of `plan` began, and nothing else of it: a machine that was left off is
/// powered on again, a machine that was half made is waited for, what was half destroyed goes. What was to be
/// made and never was is left to the next plan. Ends the apply in the journal.
///
/// `options` are as for the apply itself; who approved it is taken from what it began with.
ApplyReport recover(const OpenApply& open, const Plan& plan, const ActualState& actual, Provider& provider,
                    Store& store, Clock& clock, ApplyObserver& observer, ApplyOptions options);

}  // namespace muster
