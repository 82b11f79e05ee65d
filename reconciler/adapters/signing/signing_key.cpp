#include "reconciler/adapters/signing/signing_key.hpp"

#include <sodium.h>

#include <utility>

#include "reconciler/adapters/secrets/base64.hpp"
#include "reconciler/adapters/secrets/sodium_bytes.hpp"

namespace muster {
SigningKey::SigningKey(Secret seed, Secret secret, std::string public_text)
    : seed_(std::move(seed)), secret_(std::move(secret)), public_text_(std::move(public_text)) {}

Result<SigningKey> SigningKey::make() {
  if (sodium_init() < 0) return Error{ErrorKind::io, "the system provides no random numbers for a key"};
  std::string seed(crypto_sign_SEEDBYTES, '\0');
  randombytes_buf(seed.data(), seed.size());
  return from_seed(Secret(std::move(seed)));
}

Result<SigningKey> SigningKey::from_seed(Secret seed) {
  if (sodium_init() < 0) return Error{ErrorKind::io, "libsodium does not start"};
  if (seed.reveal().size() != crypto_sign_SEEDBYTES) return Error{ErrorKind::invalid, "not an Ed25519 key"};
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
  std::string open(crypto_sign_PUBLICKEYBYTES, '\0');
  crypto_sign_seed_keypair(bytes_of(open), bytes_of(secret), bytes_of(seed.reveal()));
  return SigningKey(std::move(seed), Secret(std::move(secret)), "ed25519:" + to_base64(open));
}

SignedStatement SigningKey::sign(Statement statement) const {
  const auto text = text_to_sign(statement);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(bytes_of(signature), nullptr, bytes_of(text), text.size(), bytes_of(secret_.reveal()));
  return {std::move(statement), public_text_, to_base64(signature)};
}

}  // namespace muster
