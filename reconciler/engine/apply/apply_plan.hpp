#pragma once

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/engine/apply/apply_observer.hpp"
#include "reconciler/engine/apply/apply_options.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/provider.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// Executes the plan: in the order of its `after`, independent changes in parallel. A
/// reached target is not changed again, and an object that was changed since is not touched.
///
/// Each call is written to the journal before it is made and after it has ended. After a lost reply muster
/// checks the state before it repeats anything. A failure skips the changes that depend on it; the others
/// continue. A machine that a failed resize left off is turned on again. It never fails as a whole: partial
/// success is a report.
ApplyReport apply_plan(const ApplyContext& context, Clock& clock);

}  // namespace muster
