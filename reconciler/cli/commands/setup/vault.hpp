#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct VaultOptions {
  std::string name;                 ///< Of the secret, for all but list and rotate.
  std::string role;                 ///< For set and bind: what it may be used for; "" as the fleet file says.
  std::vector<std::string> to;      ///< For set and bind: whom it may be sent to; none for anybody.
  std::string new_passphrase_file;  ///< For rotate; empty to be asked for.
};

void setup_vault(CLI::App& app, CommandHandler& chosen);

/// Keeps a secret that is typed without being shown, or comes on standard input; makes the vault when there
/// is none.
ExitCode run_vault_set(const VaultOptions& options, const Settings& settings, Console& console);
/// Says what a secret that is kept may be used for.
ExitCode run_vault_bind(const VaultOptions& options, const Settings& settings, Console& console);
/// Prints one secret, and nothing else, to standard output.
ExitCode run_vault_get(const VaultOptions& options, const Settings& settings, Console& console);
/// Prints the names, never the secrets.
ExitCode run_vault_list(const VaultOptions& options, const Settings& settings, Console& console);
ExitCode run_vault_remove(const VaultOptions& options, const Settings& settings, Console& console);
/// Seals everything anew under another passphrase.
ExitCode run_vault_rotate(const VaultOptions& options, const Settings& settings, Console& console);

}  // namespace muster
