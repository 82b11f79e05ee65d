#pragma once

#include <optional>
#include <vector>

#include "reconciler/cli/applying/consent.hpp"
#include "reconciler/cli/wiring.hpp"
#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/core/plan/judgement.hpp"

namespace muster {

/// Applies of the last week that left something open: killed, cut off from their journal, or ended without
/// knowing how a change ended. From old to new.
Result<std::vector<OpenApply>> open_applies_of(Workspace& workspace);

/// The one that applied this plan; nullopt when there is none. Such a plan goes on where it stopped, under
/// the approval it has: its age and what it changed itself do not make it stale.
std::optional<OpenApply> open_apply_of(const PlanId& plan, const std::vector<OpenApply>& open);

/// Says, for each of them, what it left and how it goes on.
void tell_open_applies(const std::vector<OpenApply>& open, Console& console);

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
