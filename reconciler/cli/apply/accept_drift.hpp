#pragma once

#include "reconciler/cli/session/observe_world.hpp"

namespace muster {

/// `apply --refresh-only`: shows what was changed outside muster, asks, and takes it all for how muster left
/// things. The cloud is only looked at.
ExitCode take_over_drift(Workspace& workspace, const ReadingOptions& readings, bool auto_approve,
                         const Settings& settings, Console& console);

}  // namespace muster
