#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct CostOptions {
  std::vector<int> agents;  ///< Numbers of agents for projections; empty for the present bill.
  std::string prices;       ///< A prices file for projections; empty for the cloud's own list.
};

void setup_cost(CLI::App& app, CommandHandler& chosen);

/// Prints the present bill and the budget, or the cost for other numbers of agents.
ExitCode run_cost(const CostOptions& options, const Settings& settings, Console& console);

}  // namespace muster
