#pragma once

#include <cstdint>
#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// A secret that is encrypted with a passphrase: Argon2id, then XChaCha20-Poly1305.
struct SealedSecret {
  std::int64_t operations = 0;  ///< Number of passes of Argon2id.
  std::int64_t memory = 0;      ///< Memory of Argon2id in bytes.
  std::string salt;
  std::string nonce;
  std::string sealed;  ///< Ciphertext and its tag.
};

/// The cost of Argon2id: libsodium's moderate cost, about 0.7 s and 256 MiB on a laptop. A lower cost is for
/// tests.
struct SealCost {
  std::int64_t operations = 3;
  std::int64_t memory = std::int64_t{256} << 20;  ///< Bytes.
};
inline constexpr SealCost kCheapSeal{.operations = 1, .memory = 8192};

/// Encrypts a secret. `about` is not encrypted, but bound to the secret: with another text unseal fails.
/// Fails with `io` without memory or libsodium.
Result<SealedSecret> seal(const Secret& secret, const Secret& passphrase, const std::string& about,
                          SealCost cost = {});

/// Decrypts a secret. Fails with `denied` if the passphrase or `about` differs, and with `invalid` if the
/// cost is none that seal() writes, so that no file keeps this machine busy for hours.
Result<Secret> unseal(const SealedSecret& sealed, const Secret& passphrase, const std::string& about);

/// Lengths in bytes of salt and nonce, and the number of bytes that encryption adds.
struct SealedSizes {
  std::size_t salt;   ///< Bytes.
  std::size_t nonce;  ///< Bytes.
  std::size_t tag;    ///< Bytes.
};
SealedSizes sealed_sizes();

}  // namespace muster
