#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct BacktestOptions {
  std::vector<std::string> traces;
  std::vector<std::string> policies;  ///< Empty: all of them.
  std::vector<std::string> declared;  ///< Folders whose policies are replayed as well.
  std::string against;                ///< One to hold the others against; empty for none.
  bool ablation = false;              ///< muster's own way with one part left out each, instead of all.
  std::string signal = "cpu";         ///< "cpu" or "load".
  int boot_seconds = 60;
  std::string picture;  ///< Where to write the SVG; empty for none.
};

void setup_backtest(CLI::App& app, CommandHandler& chosen);

/// Replays recorded loads through ways of scaling and prints how each did.
ExitCode run_backtest(const BacktestOptions& options, const Settings& settings, Console& console);

}  // namespace muster
