#pragma once

#include <optional>
#include <vector>

#include "reconciler/cli/apply/approval_prompt.hpp"
#include "reconciler/cli/session/open_applies_of.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/plan/judgement.hpp"

namespace muster {

/// What the recovery of open applies is told.
struct RecoveryTerms {
  bool auto_approve = false;  ///< --auto-approve was said.
  PlanId except{};            ///< The plan that is about to go on as a whole.
};

/// Finishes what open applies began, under the lease that the workspace holds, before anything else is done
/// to the fleet. What needs a person is finished on a person's word that is checked again: a signature, or a
/// yes now. Gives an exit code when nothing else may be done.
std::optional<ExitCode> recover_open_applies(Workspace& workspace, const Settings& settings, Console& console,
                                             const RecoveryTerms& terms);

/// Whose word counts for what is left of an apply that was cut off; tells it when nobody's does.
std::optional<Consent> consent_to_go_on(const Judgement& judgement, const Plan& part, bool auto_approve,
                                        const Workspace& workspace, Console& console);

}  // namespace muster
