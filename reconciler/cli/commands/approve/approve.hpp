#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/cli/approve/signer.hpp"
#include "reconciler/cli/console/command.hpp"

namespace muster {

struct ApproveOptions {
  std::string file;  ///< A saved plan; empty for an envelope.
  SignerOptions signer;
  std::string until;  ///< A time, or how long from now; empty for an hour.
  bool envelope = false;
  std::vector<std::string> pools;
  std::optional<int> machines;
  std::string per_hour;
};

void setup_approve(CLI::App& app, CommandHandler& chosen);

/// Signs a yes to a saved plan, or to every plan inside an envelope.
ExitCode run_approve(const ApproveOptions& options, const Settings& settings, Console& console);

}  // namespace muster
