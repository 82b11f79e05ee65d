#pragma once

#include <string>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct TestOptions {
  std::string junit;  ///< Where the JUnit report goes; empty for nowhere.
};

void setup_test(CLI::App& app, CommandHandler& chosen);

/// Runs the policy tests beside the policies. Ends with an error when one fails.
ExitCode run_test(const TestOptions& options, const Settings& settings, Console& console);

}  // namespace muster
