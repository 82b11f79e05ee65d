#pragma once

#include "reconciler/cli/console/command.hpp"

namespace CLI {
class App;
}

namespace muster {

void setup_approvals(CLI::App& app, CommandHandler& chosen);

/// Prints the statements of the last week in the journal: envelopes first, then approvals and rejections.
ExitCode run_approvals(const Settings& settings, Console& console);

}  // namespace muster
