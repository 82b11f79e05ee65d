#pragma once

#include <string>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct TestOptions {
  std::string junit;  ///< File for the JUnit report; empty for none.
};

void setup_test(CLI::App& app, CommandHandler& chosen);

/// Runs the policy tests beside the policies. Returns an error if one fails.
ExitCode run_test(const TestOptions& options, const Settings& settings, Console& console);

}  // namespace muster
