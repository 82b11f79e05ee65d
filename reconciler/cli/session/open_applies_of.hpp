#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/history/open_applies.hpp"

namespace muster {

/// "plan 0d5e3f6a1b2c": the name of an open apply in messages.
std::string name_of(const OpenApply& open);
/// Describes its progress: "never ended: 2 changes begun, a machine may be off, something half made".
std::string what_it_left(const OpenApply& open);

/// Returns the open applies of the last week: killed, without their journal, or with an unknown outcome of a
/// change. Oldest first. Fails as the store does.
Result<std::vector<OpenApply>> open_applies_of(Workspace& workspace);

/// Returns the open apply of this plan; nullopt if there is none. Such a plan continues under its approval:
/// its age and its own changes do not make it stale.
std::optional<OpenApply> open_apply_of(const PlanId& plan, const std::vector<OpenApply>& open);

/// Prints, for each of them, its state and the command to continue it.
void print_open_applies(const std::vector<OpenApply>& open, Console& console);

}  // namespace muster
