#pragma once

#include <optional>
#include <vector>

#include "reconciler/cli/wiring.hpp"

namespace muster {

/// Applies of the last week that began and never ended: killed, or cut off from their journal. From old to
/// new.
Result<std::vector<ApplyStarted>> unfinished_of(Workspace& workspace);

/// The one that applied this plan; nullopt when there is none. Such a plan goes on where it stopped, under
/// the approval it has: its age and what it changed itself do not make it stale.
std::optional<ApplyStarted> unfinished_apply_of(const PlanId& plan,
                                                const std::vector<ApplyStarted>& unfinished);

/// Says, for each of them, that it never ended and how it goes on.
void tell_unfinished(const std::vector<ApplyStarted>& unfinished, Console& console);

}  // namespace muster
