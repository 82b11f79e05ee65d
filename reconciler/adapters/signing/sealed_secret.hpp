#pragma once

#include <cstdint>
#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// A secret encrypted under a passphrase: Argon2id, then XChaCha20-Poly1305.
struct SealedSecret {
  std::int64_t operations = 0;  ///< Argon2id's passes.
  std::int64_t memory = 0;      ///< Argon2id's memory in bytes.
  std::string salt;
  std::string nonce;
  std::string sealed;  ///< Ciphertext and its tag.
};

/// `about` is not encrypted but bound to the secret: with another text it does not open.
Result<SealedSecret> seal(const Secret& secret, const Secret& passphrase, const std::string& about);

/// Fails with `denied` when the passphrase, or `about`, is another; with `invalid` when the numbers are none
/// that seal() would write, so that no file makes this machine reckon for hours.
Result<Secret> unseal(const SealedSecret& sealed, const Secret& passphrase, const std::string& about);

/// How long salt and nonce are, and what is added to a secret's length.
struct SealedSizes {
  std::size_t salt;
  std::size_t nonce;
  std::size_t tag;
};
SealedSizes sealed_sizes();

}  // namespace muster
