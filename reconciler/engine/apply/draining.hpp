#pragma once

#include <string>
#include <vector>

#include "reconciler/core/apply/steps.hpp"
#include "reconciler/core/plan/change/change.hpp"
#include "reconciler/engine/apply/change_run.hpp"

namespace muster {

/// Returns whether a change waits until agents have left the machine that it turns off. They move to other
/// machines of their pool. If no other one runs, there is nothing to wait for; a replacement creates the
/// other one itself. `begun`: an earlier apply may have started to drain it. `at_work` are the changes in
/// flight.
Draining draining_of(const Change& change, bool begun, const ResourceIds& resource_ids,
                     const ActualState& actual, const std::vector<const Change*>& at_work);

/// Describes the end of a drain: "3 agents moved away in 40s".
std::string words_for(const Drained& drained);

}  // namespace muster
