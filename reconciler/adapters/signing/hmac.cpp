#include "reconciler/adapters/signing/hmac.hpp"

#include <sodium.h>

#include <array>

namespace muster {

std::string hmac_sha256(const Secret& key, std::string_view text) {
  const auto bytes = [](std::string_view all) { return reinterpret_cast<const unsigned char*>(all.data()); };
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes(key.reveal()), key.reveal().size());
  crypto_auth_hmacsha256_update(&state, bytes(text), text.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  sodium_memzero(&state, sizeof state);
  std::string hex(mac.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
  hex.pop_back();  // The terminating NUL.
  return hex;
}

}  // namespace muster
