#pragma once

#include <functional>
#include <optional>
#include <string>

#include "reconciler/adapters/signing/signing_key.hpp"

namespace muster {

/// An approver's key as its file has it (schemas/key.schema.json).
struct KeyOnDisk {
  std::string name;  ///< Whose it is.
  SigningKey key;
};

/// Writes a new file that only its owner may read. With a passphrase the secret half is sealed: Argon2id
/// makes a key of the passphrase, XChaCha20-Poly1305 encrypts under it, bound to the name and the public
/// half. Never overwrites: `conflict` when there is a file of that name.
Result<Done> save_key(const std::string& name, const SigningKey& key, const std::optional<Secret>& passphrase,
                      const std::string& file);

/// Where a passphrase comes from once it is known that one is needed.
using AskPassphrase = std::function<Result<Secret>()>;

/// Reads a key. Fails with `not_found` when there is no file, with `denied` when others may read it or the
/// passphrase does not open it, with `invalid` when it is no key. Nothing secret is in any error.
Result<KeyOnDisk> load_key(const std::string& file, const AskPassphrase& ask);

}  // namespace muster
