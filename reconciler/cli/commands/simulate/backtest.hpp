#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct BacktestOptions {
  std::vector<std::string> traces;
  std::vector<std::string> policies;  ///< Empty: all.
  std::vector<std::string> declared;  ///< Folders whose policies are replayed too.
  std::string against;                ///< The policy to compare the others with; empty for none.
  bool ablation = false;              ///< Only muster's own policy with one part removed each.
  std::string signal = "cpu";         ///< "cpu", "load" or "waiting".
  int boot_seconds = 60;
  std::string picture;   ///< File for the SVG; empty for none.
  std::string frontier;  ///< File for the SVG of cost against overload; empty for none.
};

void setup_backtest(CLI::App& app, CommandHandler& chosen);

/// Replays recorded loads with scaling policies and prints their scores.
ExitCode run_backtest(const BacktestOptions& options, const Settings& settings, Console& console);

}  // namespace muster
