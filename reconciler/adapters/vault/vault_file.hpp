#pragma once

#include <functional>
#include <string>

#include "reconciler/adapters/signing/sealed_secret.hpp"
#include "reconciler/adapters/vault/vault.hpp"

namespace muster {

/// Returns the passphrase; called only if one is needed.
using AskForPassphrase = std::function<Result<Secret>()>;

/// Opens the file of a vault (schemas/vault.schema.json). Fails with `not_found` if there is none, with
/// `denied` if others may read it or the passphrase is wrong, and with `invalid` if it is no vault or was
/// changed. No error contains a secret.
Result<Vault> load_vault(const std::string& file, const AskForPassphrase& ask);

/// Encrypts a vault with a passphrase, a new salt and a new nonce, and writes it atomically to a file that
/// only its owner may read. Fails as seal and write_whole_file do.
Result<Done> save_vault(const Vault& vault, const Secret& passphrase, const std::string& file,
                        SealCost cost = {});

/// Prevents other processes from changing the vault between a load and a save; waits for its turn. Fails with
/// `io`.
class VaultLock {
 public:
  /// Locks the vault of that file. Fails with `io`.
  static Result<VaultLock> take(const std::string& file);
  VaultLock(VaultLock&& other) noexcept;
  VaultLock& operator=(VaultLock&&) = delete;
  ~VaultLock();

 private:
  explicit VaultLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace muster
