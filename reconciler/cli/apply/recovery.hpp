#pragma once

#include <optional>
#include <vector>

#include "reconciler/cli/apply/approval_prompt.hpp"
#include "reconciler/cli/session/open_applies_of.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/plan/approval/plan_review.hpp"

namespace muster {

/// Settings of the recovery of open applies.
struct RecoveryOptions {
  bool auto_approve = false;  ///< The flag --auto-approve is set.
  PlanId except{};            ///< The plan that is about to continue as a whole.
};

/// Completes open applies under the lease that the workspace holds, before any other change of the fleet. A
/// change that needs an approval needs it again: a signature, or a typed approval now. The command ends
/// if nothing else may be done.
Proceed recover_open_applies(Workspace& workspace, const Settings& settings, Console& console,
                             const RecoveryOptions& terms);

/// Returns the approval for the rest of an interrupted apply. Prints the reason and returns nullopt if there
/// is none.
std::optional<Consent> consent_to_resume(const PlanReview& review, const Plan& part, bool auto_approve,
                                         const Workspace& workspace, Console& console);

}  // namespace muster
