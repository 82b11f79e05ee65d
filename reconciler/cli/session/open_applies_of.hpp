#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/history/open_applies.hpp"

namespace muster {

/// "plan 0d5e3f6a1b2c": an open apply as messages name it.
std::string name_of(const OpenApply& open);
/// How far it came: "never ended: 2 changes begun, a machine may be off, something half made".
std::string what_it_left(const OpenApply& open);

/// Applies of the last week that left something open: killed, cut off from their journal, or ended without
/// knowing how a change ended. From old to new.
Result<std::vector<OpenApply>> open_applies_of(Workspace& workspace);

/// The one that applied this plan; nullopt when there is none. Such a plan goes on where it stopped, under
/// the approval it has: its age and what it changed itself do not make it stale.
std::optional<OpenApply> open_apply_of(const PlanId& plan, const std::vector<OpenApply>& open);

/// Says, for each of them, what it left and how it goes on.
void tell_open_applies(const std::vector<OpenApply>& open, Console& console);

}  // namespace muster
