#pragma once

#include "reconciler/cli/status/status_collector.hpp"

namespace muster {

/// Shows the status again and again until somebody ends it: as a screen on a
/// terminal, as one block after the other elsewhere. `all`: no machine is
/// folded away. A look that fails is told, and the next one tries again.
ExitCode watch_status(Workspace& workspace, StatusEye& eye, Duration interval, bool all, Console& console);

/// The same for programs: an object a line for each look; one that failed has the diagnostics object.
ExitCode stream_status(Workspace& workspace, StatusEye& eye, Duration interval, Console& console);

}  // namespace muster
