#pragma once

#include <string>
#include <vector>

#include "reconciler/core/apply/steps.hpp"
#include "reconciler/core/plan/change.hpp"
#include "reconciler/engine/apply/change_run.hpp"

namespace muster {

/// Whether a change waits until agents have left the machine that it takes off. They move to other machines
/// of their pool: while no other one runs there is nothing to wait for, and a replacement brings that other
/// one along. `begun`: an earlier apply may have begun to drain it. `at_work` are the changes under way.
Draining draining_of(const Change& change, bool begun, const Bindings& bindings, const ActualState& actual,
                     const std::vector<const Change*>& at_work);

/// How a drain ended, for people: "3 agents moved away in 40s".
std::string words_for(const Drained& drained);

}  // namespace muster
