#pragma once

#include <optional>
#include <vector>

#include "reconciler/cli/wiring.hpp"
#include "reconciler/core/history/open_applies.hpp"

namespace muster {

/// Applies of the last week that left something open: killed, cut off from their journal, or ended without
/// knowing how a change ended. From old to new.
Result<std::vector<OpenApply>> open_applies_of(Workspace& workspace);

/// The one that applied this plan; nullopt when there is none. Such a plan goes on where it stopped, under
/// the approval it has: its age and what it changed itself do not make it stale.
std::optional<OpenApply> open_apply_of(const PlanId& plan, const std::vector<OpenApply>& open);

/// Says, for each of them, what it left and how it goes on.
void tell_open_applies(const std::vector<OpenApply>& open, Console& console);

/// Finishes what open applies began, under the lease that the workspace holds, before anything else is done
/// to the fleet; all but that of plan `except`, which is about to go on as a whole. Gives an exit code when
/// nothing else may be done.
std::optional<ExitCode> recover_open_applies(Workspace& workspace, const Settings& settings, Console& console,
                                             const PlanId& except = {});

}  // namespace muster
