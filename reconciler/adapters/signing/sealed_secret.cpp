#include "reconciler/adapters/signing/sealed_secret.hpp"

#include <sodium.h>

#include "reconciler/adapters/secrets/sodium_bytes.hpp"

namespace muster {
namespace {

static_assert(SealCost{}.operations == crypto_pwhash_argon2id_OPSLIMIT_MODERATE &&
              SealCost{}.memory == crypto_pwhash_argon2id_MEMLIMIT_MODERATE);
constexpr std::int64_t kMostOperations = 16;
constexpr std::int64_t kMostMemory = std::int64_t{1} << 30;

Result<Secret> key_from(const SealedSecret& sealed, const Secret& passphrase) {
  std::string key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES, '\0');
  const auto& words = passphrase.reveal();
  if (crypto_pwhash(bytes_of(key), key.size(), words.data(), words.size(), bytes_of(sealed.salt),
                    static_cast<unsigned long long>(sealed.operations),
                    static_cast<std::size_t>(sealed.memory), crypto_pwhash_ALG_ARGON2ID13) != 0)
    return Error{ErrorKind::io, "not enough memory to make a key of the passphrase"};
  return Secret(std::move(key));
}

}  // namespace

SealedSizes sealed_sizes() {
  return {crypto_pwhash_SALTBYTES, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
          crypto_aead_xchacha20poly1305_ietf_ABYTES};
}

Result<SealedSecret> seal(const Secret& secret, const Secret& passphrase, const std::string& about,
                          SealCost cost) {
  if (sodium_init() < 0) return Error{ErrorKind::io, "libsodium does not start"};
  const auto sizes = sealed_sizes();
  SealedSecret sealed{.operations = cost.operations,
                      .memory = cost.memory,
                      .salt = std::string(sizes.salt, '\0'),
                      .nonce = std::string(sizes.nonce, '\0'),
                      .sealed = std::string(secret.reveal().size() + sizes.tag, '\0')};
  randombytes_buf(sealed.salt.data(), sealed.salt.size());
  randombytes_buf(sealed.nonce.data(), sealed.nonce.size());
  const auto key = key_from(sealed, passphrase);
  if (!key) return key.error();
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed.sealed), nullptr, bytes_of(secret.reveal()),
                                             secret.reveal().size(), bytes_of(about), about.size(), nullptr,
                                             bytes_of(sealed.nonce), bytes_of(key->reveal()));
  return sealed;
}

Result<Secret> unseal(const SealedSecret& sealed, const Secret& passphrase, const std::string& about) {
  if (sodium_init() < 0) return Error{ErrorKind::io, "libsodium does not start"};
  const auto sizes = sealed_sizes();
  const bool sound = sealed.operations >= 1 && sealed.operations <= kMostOperations &&
                     sealed.memory >= std::int64_t{crypto_pwhash_MEMLIMIT_MIN} &&
                     sealed.memory <= kMostMemory && sealed.salt.size() == sizes.salt &&
                     sealed.nonce.size() == sizes.nonce && sealed.sealed.size() > sizes.tag;
  if (!sound) return Error{ErrorKind::invalid, "the sealed text is not from muster"};
  const auto key = key_from(sealed, passphrase);
  if (!key) return key.error();
  std::string secret(sealed.sealed.size() - sizes.tag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(secret), nullptr, nullptr, bytes_of(sealed.sealed),
                                                 sealed.sealed.size(), bytes_of(about), about.size(),
                                                 bytes_of(sealed.nonce), bytes_of(key->reveal())) != 0)
    return Error{ErrorKind::denied, "the passphrase does not open it"};
  return Secret(std::move(secret));
}

}  // namespace muster
