#pragma once

#include <string>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct ExplainOptions {
  std::string file;
  std::string address;  ///< One change; empty for all.
};

void setup_explain(CLI::App& app, CommandHandler& chosen);

/// Prints all readings, rules, limits and rejected options behind a saved plan.
ExitCode run_explain(const ExplainOptions& options, const Settings& settings, Console& console);

}  // namespace muster
