#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct CostOptions {
  std::vector<int> agents;  ///< Numbers to project for; empty for the present bill.
  std::string prices;       ///< A prices file to project with; empty for the cloud's own list.
};

void setup_cost(CLI::App& app, CommandHandler& chosen);

/// Prints the present bill against the budget, or what other numbers of agents would cost.
ExitCode run_cost(const CostOptions& options, const Settings& settings, Console& console);

}  // namespace muster
