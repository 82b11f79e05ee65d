#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct HistoryOptions {
  int limit = 0;                     ///< Number of the newest applies to print; 0 for all.
  std::string since;                 ///< A time, a day, or a duration before now; empty for all.
  bool failed = false;               ///< Only actions without success.
  std::vector<std::string> objects;  ///< Pools, slots, addresses; empty for all.
  bool whole = false;                ///< With trigger, recommendation, execution and outcome of each event.
  bool reverse = false;              ///< Newest first.
  bool follow = false;               ///< Continues with new applies.
  bool verify = false;               ///< Check the journal's chain instead.
  std::string head;  ///< An earlier recorded hash that the chain must contain; empty for none.
};

void setup_history(CLI::App& app, CommandHandler& chosen);

/// Prints the applied actions and their reasons from the journal.
ExitCode run_history(const HistoryOptions& options, const Settings& settings, Console& console);

}  // namespace muster
