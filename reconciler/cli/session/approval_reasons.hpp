#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// Why these changes need a person besides what their cost and kind say: the base branch that governs is not
/// known or does not know the fleet, or new machines start from something else than those before.
std::vector<std::string> reasons_to_ask(const std::vector<Change>& changes, Workspace& workspace);

/// The verdict with these reasons in front: what was allowed needs a person then.
Verdict with_reasons(Verdict verdict, std::vector<std::string> reasons, int persons);

/// The plan with its verdict as the workspace has it, and the id that belongs to it.
Plan as_governed(Plan plan, Workspace& workspace);

/// Notes how the newest machines of each pool were started, after an apply. When it cannot look, that is a
/// warning.
Result<Done> note_boots(const ActualState& now, Workspace& workspace, LeaseToken lease);

}  // namespace muster
