#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct VaultOptions {
  std::string name;                 ///< Of the secret, for all commands except list and rotate.
  std::string role;                 ///< For set and bind: the permitted role; "": as in the fleet file.
  std::vector<std::string> to;      ///< For set and bind: the permitted receivers; empty: all.
  std::string new_passphrase_file;  ///< For rotate; empty: ask for it.
};

void setup_vault(CLI::App& app, CommandHandler& chosen);

/// Stores a secret that is typed without being shown, or read from standard input; creates the vault if
/// needed.
ExitCode run_vault_set(const VaultOptions& options, const Settings& settings, Console& console);
/// Sets the permitted use of a stored secret.
ExitCode run_vault_bind(const VaultOptions& options, const Settings& settings, Console& console);
/// Prints only one secret to standard output.
ExitCode run_vault_get(const VaultOptions& options, const Settings& settings, Console& console);
/// Prints the names, never the secrets.
ExitCode run_vault_list(const VaultOptions& options, const Settings& settings, Console& console);
ExitCode run_vault_remove(const VaultOptions& options, const Settings& settings, Console& console);
/// Encrypts the vault again with another passphrase.
ExitCode run_vault_rotate(const VaultOptions& options, const Settings& settings, Console& console);

}  // namespace muster
