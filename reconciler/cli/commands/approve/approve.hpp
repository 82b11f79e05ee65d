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
  std::string until;  ///< A time, or a duration from now; default: one hour.
  bool standing_approval = false;
  std::vector<std::string> pools;
  std::optional<int> machines;
  std::string per_hour;
};

void setup_approve(CLI::App& app, CommandHandler& chosen);

/// Signs an approval of a saved plan, or of every plan within an envelope.
ExitCode run_approve(const ApproveOptions& options, const Settings& settings, Console& console);

}  // namespace muster
