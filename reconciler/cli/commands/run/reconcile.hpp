#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/console/command.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// `muster reconcile`: the GitOps loop.
struct ReconcileOptions {
  Duration interval = std::chrono::seconds(30);
  bool once = false;  ///< One round and the changes that it starts; for cron.
  std::string git;    ///< The repository to follow; empty: the folder as it is.
  std::string branch = "main";
  std::string allowed_signers;     ///< File of keys; one of them must have signed each commit.
  std::string accept;              ///< A commit that is accepted although the branch was rewritten.
  std::string listen;              ///< Address and port of /metrics, /healthz, /wake; empty: none.
  std::string wake_secret;         ///< Name of the secret that /wake requires.
  std::vector<std::string> hosts;  ///< Names of the listener in requests, in addition to the default ones.
  Duration keep = std::chrono::days(90);  ///< Time for which the journal is kept.
  bool auto_approve = false;              ///< Loopback cloud only.
};

void setup_reconcile(CLI::App& app, CommandHandler& chosen);
ExitCode run_reconcile(const ReconcileOptions& options, const Settings& settings, Console& console);

}  // namespace muster
