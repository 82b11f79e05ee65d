#pragma once

#include <string>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct NodeTokenOptions {
  std::string machine;  ///< "worker/1".
};

void setup_node_token(CLI::App& app, CommandHandler& chosen);

/// Prints only the token with which muster-node on one machine pushes.
ExitCode run_node_token(const NodeTokenOptions& options, const Settings& settings, Console& console);

}  // namespace muster
