#pragma once

#include "reconciler/cli/program.hpp"

namespace muster {

struct StatusOptions {};

void setup_status(CLI::App& app, Chosen& chosen);

/// Prints what there is of the fleet: machines, volumes, load balancers, spend against budget.
ExitCode run_status(const StatusOptions& options, const Settings& settings, Console& console);

}  // namespace muster
