#pragma once

#include "reconciler/cli/session/observe_world.hpp"

namespace muster {

/// `apply --refresh-only`: prints the drift, asks, and accepts all of it as the last applied state. It
/// changes nothing in the cloud.
ExitCode accept_seen_drift(Workspace& workspace, const ReadingOptions& readings, bool auto_approve,
                           const Settings& settings, Console& console);

}  // namespace muster
