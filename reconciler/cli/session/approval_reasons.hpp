#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Returns further reasons for an approval, apart from cost and kind: the base branch is unknown or does not
/// contain the fleet, or new machines start from other settings than the earlier ones.
std::vector<std::string> reasons_to_ask(const std::vector<Change>& changes, Workspace& workspace);

/// Returns the verdict with these reasons in front: an allowed plan then needs an approval.
Verdict with_reasons(Verdict verdict, std::vector<std::string> reasons, int persons);

/// Returns the plan with its verdict under the governing rules, and the matching id.
Plan as_governed(Plan plan, Workspace& workspace);

/// Records the boot settings of the newest machines of each pool, after an apply. Fails as the store does.
Result<Done> note_boots(const ActualState& now, Workspace& workspace, LeaseToken lease);

}  // namespace muster
