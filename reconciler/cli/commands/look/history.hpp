#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct HistoryOptions {
  int limit = 0;                     ///< So many applies, the newest ones; 0 for all.
  std::string since;                 ///< A time, a day, or how long ago; empty for all.
  bool failed = false;               ///< Only what did not end well.
  std::vector<std::string> objects;  ///< Pools, slots, addresses; empty for all.
  bool whole = false;                ///< With trigger, recommendation, execution and outcome of each event.
  bool reverse = false;              ///< From new to old.
  bool follow = false;               ///< Goes on with what is applied from now on.
  bool verify = false;               ///< Check the journal's chain instead.
  std::string head;  ///< A hash noted earlier, which the chain must lead through; empty for none.
};

void setup_history(CLI::App& app, CommandHandler& chosen);

/// Prints what was applied and why, from the journal.
ExitCode run_history(const HistoryOptions& options, const Settings& settings, Console& console);

}  // namespace muster
