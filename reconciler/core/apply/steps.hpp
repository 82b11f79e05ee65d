#pragma once

#include <vector>

#include "reconciler/core/apply/bindings.hpp"
#include "reconciler/core/apply/step.hpp"
#include "reconciler/core/apply/step_context.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// The calls that carry one change out, in order. Fails with `not_found` when something it refers to is not
/// bound. Step by step, so that each call is journalled by itself and a crash between two of them is
/// recoverable. Agents are moved away where the change has time for it and the cloud's runtime can.
/// `plan`: whose change it is; snapshots are named after it.
Result<std::vector<Step>> steps_of(const FleetName& fleet, const Change& change, const Bindings& bindings,
                                   const Capabilities& capabilities, Draining draining = Draining::yes,
                                   const PlanId& plan = {});

/// Puts the id of the machine that a replacement made into the steps behind its create, which name it with an
/// empty id until then.
void name_successor(std::vector<Step>& steps, const MachineId& successor);

/// The calls that bring the touched machine back into service after step `failed_at` of the change failed for
/// good: a resize that took the machine down powers it on again and lets it back into its load balancers. A
/// machine that was made and did not become ready is destroyed, named by an empty id. Empty when nothing
/// needs that.
std::vector<Step> steps_back(const FleetName& fleet, const Change& change, const Bindings& bindings,
                             const Capabilities& capabilities, int failed_at,
                             Draining draining = Draining::yes);

}  // namespace muster
