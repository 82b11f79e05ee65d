#pragma once

#include <optional>
#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/adapters/vault/vault.hpp"
#include "reconciler/cli/console/console.hpp"
#include "reconciler/cli/console/settings.hpp"

namespace muster {

/// Returns the passphrase of the vault: from --vault-passphrase-file, else the systemd credential
/// muster-vault, else typed on the terminal without being shown. Fails with `denied`, with all three places,
/// if there is none.
Result<Secret> vault_passphrase(const Settings& settings, Console& console);

/// Returns a new passphrase: from the same places, typed twice on the terminal. `file` has priority. Fails as
/// vault_passphrase and check_passphrase_length do.
Result<Secret> new_vault_passphrase(const std::string& file, const Settings& settings, Console& console);

/// Returns secrets for a use: MUSTER_SECRET_<NAME> in the environment, else the vault, which is opened once
/// and only if it is needed.
class SecretResolver {
 public:
  /// Both outlive this object.
  SecretResolver(const Settings& settings, Console& console) : settings_(&settings), console_(&console) {}

  /// Fails with `not_found`, with advice, if neither has it, and with `denied` if the secret is for another
  /// use: the key of the cloud is sent only to the cloud, and a bound secret only to its receivers.
  Result<Secret> find(const SecretUse& use);

 private:
  Result<Secret> look_up(const SecretUse& use);

  const Settings* settings_;
  Console* console_;
  std::optional<Vault> vault_;
};

}  // namespace muster
