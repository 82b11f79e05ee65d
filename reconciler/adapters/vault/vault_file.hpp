#pragma once

#include <functional>
#include <string>

#include "reconciler/adapters/signing/sealed_secret.hpp"
#include "reconciler/adapters/vault/vault.hpp"

namespace muster {

/// Where a passphrase comes from once it is known that one is needed.
using AskForPassphrase = std::function<Result<Secret>()>;

/// Opens a vault's file (schemas/vault.schema.json). Fails with `not_found` when there is none; `denied` when
/// others may read it or the passphrase does not open it; `invalid` when it is no vault or was changed since
/// it was written. Nothing secret is in any error.
Result<Vault> load_vault(const std::string& file, const AskForPassphrase& ask);

/// Seals a vault under a passphrase with a new salt and nonce, in a file that only its owner may read and
/// that is whole at every moment: the old vault, or the new one.
Result<Done> save_vault(const Vault& vault, const Secret& passphrase, const std::string& file,
                        SealCost cost = {});

/// Keeps others from changing the vault between a load and a save; waits for its turn.
class VaultLock {
 public:
  static Result<VaultLock> take(const std::string& file);
  VaultLock(VaultLock&& other) noexcept;
  VaultLock& operator=(VaultLock&&) = delete;
  ~VaultLock();

 private:
  explicit VaultLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace muster
