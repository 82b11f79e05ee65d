#pragma once

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/plan/plan.hpp"
#include "reconciler/engine/apply/apply_observer.hpp"
#include "reconciler/engine/apply/apply_options.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/provider.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// Carries the plan out: in the order of its `after`, side by side where independent. `actual` is what was
/// seen just before, so that what is already so is not done again, and what moved is not touched.
///
/// Each call is journalled before it is made and after it ended. What a lost reply leaves open is looked up
/// before anything is repeated. What a failure blocks is skipped; everything else goes on. A machine that a
/// failed resize left off is powered on again. Never fails as a whole: partial success is a report.
ApplyReport apply_plan(const Plan& plan, const ActualState& actual, Provider& provider, Store& store,
                       Clock& clock, ApplyObserver& observer, const ApplyOptions& options = {});

}  // namespace muster
