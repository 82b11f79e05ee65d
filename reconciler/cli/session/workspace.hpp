#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/adapters/git/committed_rules.hpp"
#include "reconciler/cli/console/console.hpp"
#include "reconciler/cli/console/exit_code.hpp"
#include "reconciler/cli/console/settings.hpp"
#include "reconciler/engine/lease/leadership.hpp"
#include "reconciler/engine/observe/declared.hpp"
#include "reconciler/ports/open_provider.hpp"
#include "reconciler/ports/send_gate.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// What a command works with: the declared files, the cloud, the journal, the clock.
struct Workspace {
  Declared declared;  ///< Its approval rules are the governing ones.
  GoverningRules rules;
  std::unique_ptr<Clock> clock;
  std::unique_ptr<SendGate> gate;  ///< In front of the cloud.
  OpenedProvider cloud;
  std::unique_ptr<Store> store;
  std::unique_ptr<Processes> processes;
  std::unique_ptr<Leadership> leadership;  ///< Once the fleet was locked; see lock_fleet.
  bool practice = false;  ///< The cloud is the loopback cloud, by its own word: nothing there bills.

  /// A typed yes has no name: where people sign, only signatures count. The loopback cloud is for practice.
  bool signed_only() const { return !practice && (!rules.rules.approvers.empty() || rules.signed_only); }
};

/// "error: ..." to stderr; gives ExitCode::error, so that a command can end with it.
ExitCode tell(Console& console, const Error& error);
/// "warning: ..." to stderr, unless quiet.
void warn(Console& console, const std::string& text);

/// The declared files; tells every mistake in them and gives nullopt when there is an error.
std::optional<Declared> read_declared(const Settings& settings, Console& console);

/// Declared files and journal without the cloud, for those who approve; tells what is wrong and gives nullopt
/// when one cannot be had.
std::optional<Workspace> open_desk(const Settings& settings, Console& console);

/// Declared files, cloud and journal; tells what is wrong and gives nullopt when one cannot be had.
std::optional<Workspace> open_workspace(const Settings& settings, Console& console);
/// The same with files that are read already, and the rules that govern them. `hear` is told of each call to
/// the cloud.
std::optional<Workspace> open_workspace(Declared declared, GoverningRules rules, const Settings& settings,
                                        Console& console, CallListener hear);

/// The journal alone, for commands that need no cloud; made when it is not there.
Result<std::unique_ptr<Store>> open_journal(const Settings& settings);

/// The cloud alone, for commands that need no journal. Its key is in the environment or the vault, whose
/// passphrase may be asked for. `gate` is asked before each change leaves.
Result<OpenedProvider> open_cloud(const Settings& settings, const Fleet& fleet, Clock& clock,
                                  Console& console, const SendGate* gate = nullptr, CallListener hear = {});

}  // namespace muster
