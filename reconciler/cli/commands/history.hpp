#pragma once

#include <string>

#include "reconciler/cli/program.hpp"

namespace muster {

struct HistoryOptions {
  int limit = 0;        ///< So many applies, the newest ones; 0 for all.
  bool verify = false;  ///< Check the journal's chain instead.
  std::string head;     ///< A hash noted earlier, which the chain must lead through; empty for none.
};

void setup_history(CLI::App& app, Chosen& chosen);

/// Prints what was applied and why, from the journal.
ExitCode run_history(const HistoryOptions& options, const Settings& settings, Console& console);

}  // namespace muster
