#pragma once

#include <optional>
#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/adapters/vault/vault.hpp"
#include "reconciler/cli/console/console.hpp"
#include "reconciler/cli/console/settings.hpp"

namespace muster {

/// The passphrase of the vault: --vault-passphrase-file, else the systemd credential muster-vault, else typed
/// on the terminal without being shown. Fails with `denied`, naming all three, when there is none.
Result<Secret> vault_passphrase(const Settings& settings, Console& console);

/// A new one: from the same places, and typed twice on the terminal. `file` comes before the others.
Result<Secret> new_vault_passphrase(const std::string& file, const Settings& settings, Console& console);

/// Finds secrets for a use: MUSTER_SECRET_<NAME> in the environment, else the vault, which is opened once and
/// only when it is needed.
class SecretFinder {
 public:
  /// Both outlive the finder.
  SecretFinder(const Settings& settings, Console& console) : settings_(&settings), console_(&console) {}

  /// Fails with `not_found` when neither has it, and says how to put it there; with `denied` when the secret
  /// is for something else: the key of the cloud goes to the cloud only, and what the vault binds goes where
  /// it says.
  Result<Secret> find(const SecretUse& use);

 private:
  Result<Secret> look_up(const SecretUse& use);

  const Settings* settings_;
  Console* console_;
  std::optional<Vault> vault_;
};

}  // namespace muster
