#pragma once

#include <string>

#include "reconciler/cli/approve/signer.hpp"
#include "reconciler/cli/console/command.hpp"

namespace muster {

struct RejectOptions {
  std::string what;  ///< A saved plan's file, a plan's id, or an envelope's id.
  SignerOptions signer;
  std::string because;
};

void setup_reject(CLI::App& app, CommandHandler& chosen);

/// Signs a permanent rejection of one plan, or revokes an envelope.
ExitCode run_reject(const RejectOptions& options, const Settings& settings, Console& console);

}  // namespace muster
