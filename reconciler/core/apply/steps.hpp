#pragma once

#include <vector>

#include "reconciler/core/apply/resource_ids.hpp"
#include "reconciler/core/apply/step.hpp"
#include "reconciler/core/apply/step_context.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Returns the calls of one change, in order. Fails with `not_found` if an object that it refers to has no
/// id. Each call has its own journal entry, so a crash between two calls is recoverable. Agents are moved
/// away if the change has time for it and the runtime supports it.
Result<std::vector<Step>> steps_of(const StepContext& in);

/// Sets the id of the new machine of a replacement in the steps after its create. Until then these steps name
/// it with an empty id.
void bind_new_machine(std::vector<Step>& steps, const MachineId& successor);

/// Returns the calls that restore service after step `failed_at` of the change failed permanently. A resize
/// that turned the machine off turns it on again and returns it to its load balancers. A new machine that did
/// not become ready, named by an empty id, is destroyed. Empty if nothing is needed.
std::vector<Step> rollback_steps(const StepContext& in, int failed_at);

}  // namespace muster
