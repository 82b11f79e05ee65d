#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/adapters/git/base_branch_rules.hpp"
#include "reconciler/cli/console/console.hpp"
#include "reconciler/cli/console/exit_code.hpp"
#include "reconciler/cli/console/settings.hpp"
#include "reconciler/engine/lease/leadership.hpp"
#include "reconciler/engine/observe/declared.hpp"
#include "reconciler/ports/open_provider.hpp"
#include "reconciler/ports/send_gate.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// The environment of a command: the declared files, the cloud, the journal, the clock.
struct Workspace {
  Declared declared;  ///< With the governing approval rules.
  GoverningRules rules;
  std::unique_ptr<Clock> clock;
  std::unique_ptr<SendGate> gate;  ///< The check before each change of the cloud.
  OpenedProvider cloud;
  std::unique_ptr<Store> store;
  std::unique_ptr<Processes> processes;
  std::unique_ptr<Leadership> leadership;  ///< Set after the fleet was locked; see lock_fleet.
  bool is_sandbox = false;  ///< The cloud reports that it is the sandbox, where nothing is billed.

  /// Whether only signatures count: a typed approval has no name. Never on the sandbox.
  bool signed_only() const { return !is_sandbox && (!rules.rules.approvers.empty() || rules.signed_only); }
};

/// Prints "error: ..." to stderr.
void report_error(Console& console, const Error& error);
/// Prints "error: ..." to stderr and returns ExitCode::error: the end of a command.
[[nodiscard]] ExitCode print_error(Console& console, const Error& error);
/// Prints "warning: ..." to stderr, except with -q.
void warn(Console& console, const std::string& text);

/// Returns the declared files. Prints every problem, and returns nullopt if there is an error.
std::optional<Declared> read_declared(const Settings& settings, Console& console);

/// Opens the declared files and the journal without contacting the cloud, for commands about approvals.
/// Prints the error and returns nullopt on failure.
std::optional<Workspace> open_offline_workspace(const Settings& settings, Console& console);

/// Opens the declared files, the cloud and the journal. Prints the error and returns nullopt on failure.
std::optional<Workspace> open_workspace(const Settings& settings, Console& console);
/// The same with files that are read already, and their governing rules. `hear` is called after each call to
/// the cloud.
std::optional<Workspace> open_workspace(Declared declared, GoverningRules rules, const Settings& settings,
                                        Console& console, CallListener on_call);

/// Opens only the journal, for commands without a cloud; creates it if needed. Fails as SqliteStore::open
/// does.
Result<std::unique_ptr<Store>> open_journal(const Settings& settings);

/// What surrounds each call of the cloud.
struct CallHooks {
  const SendGate* gate = nullptr;  ///< Checked before each change.
  CallListener on_call{};          ///< Called after each call.
};

/// Opens only the cloud, for commands without a journal. Its key is in the environment or the vault, whose
/// passphrase may be asked for. Fails as open_provider does.
Result<OpenedProvider> open_cloud(const Settings& settings, const Fleet& fleet, Clock& clock,
                                  Console& console, CallHooks hooks = {});

}  // namespace muster
