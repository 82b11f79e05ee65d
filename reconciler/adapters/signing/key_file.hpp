#pragma once

#include <functional>
#include <optional>
#include <string>

#include "reconciler/adapters/signing/signing_key.hpp"

namespace muster {

/// An approver's key in its file (schemas/key.schema.json).
struct KeyOnDisk {
  std::string name;  ///< Name of its owner.
  SigningKey key;
};

/// Writes a new file that only its owner may read. With a passphrase the secret half is encrypted: Argon2id
/// derives a key from the passphrase, and XChaCha20-Poly1305 encrypts with it, bound to the name and the
/// public half. Never overwrites: fails with `conflict` if the file exists, and with `io`.
Result<Done> save_key(const std::string& name, const SigningKey& key, const std::optional<Secret>& passphrase,
                      const std::string& file);

/// Returns the passphrase; called only if one is needed.
using AskPassphrase = std::function<Result<Secret>()>;

/// Loads a key. Fails with `not_found` if there is no file, with `denied` if others may read it or the
/// passphrase is wrong, and with `invalid` if it is no key. No error contains a secret.
Result<KeyOnDisk> load_key(const std::string& file, const AskPassphrase& ask);

}  // namespace muster
