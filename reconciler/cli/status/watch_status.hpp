#pragma once

#include "reconciler/cli/status/status_collector.hpp"

namespace muster {

/// Shows the status repeatedly until a person ends it: as a screen on a terminal, as one block after the
/// other elsewhere. `all`: show every machine. A failed observation is reported, and the next one tries
/// again.
ExitCode watch_status(Workspace& workspace, StatusCollector& eye, Duration interval, bool all,
                      Console& console);

/// The same for programs: one object per line for each observation; a failed one is the diagnostics object.
ExitCode stream_status(Workspace& workspace, StatusCollector& eye, Duration interval, Console& console);

}  // namespace muster
