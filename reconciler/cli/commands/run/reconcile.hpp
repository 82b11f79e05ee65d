#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/console/command.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// `muster reconcile`: the GitOps loop.
struct ReconcileOptions {
  Duration interval = std::chrono::seconds(30);
  bool once = false;  ///< One round, and what it begins; for cron.
  std::string git;    ///< Repository to follow; empty: the folder as it is.
  std::string branch = "main";
  std::string allowed_signers;            ///< File of keys of which one must have signed each commit.
  std::string accept;                     ///< A commit that is followed although the branch was rewritten.
  std::string listen;                     ///< Address and port of /metrics, /healthz, /wake; empty: none.
  std::string wake_secret;                ///< Name of the secret that /wake asks for.
  std::vector<std::string> hosts;         ///< Names that the listener is asked for by, besides the usual.
  Duration keep = std::chrono::days(90);  ///< How long the journal is kept.
  bool auto_approve = false;              ///< Loopback cloud only.
};

void setup_reconcile(CLI::App& app, CommandHandler& chosen);
ExitCode run_reconcile(const ReconcileOptions& options, const Settings& settings, Console& console);

}  // namespace muster
