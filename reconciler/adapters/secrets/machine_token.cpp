#include "reconciler/adapters/secrets/machine_token.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "reconciler/adapters/secrets/same_secret.hpp"
#include "reconciler/adapters/secrets/sodium_bytes.hpp"

namespace muster {
namespace {

constexpr std::size_t kShortestKey = 16;

}  // namespace

Result<Secret> machine_token(const Secret& key, const FleetName& fleet, const Slot& machine) {
  if (sodium_init() < 0) return Error{ErrorKind::io, "libsodium does not start"};
  if (key.reveal().size() < kShortestKey)
    return Error{ErrorKind::invalid,
                 "the key that machines' tokens derive from is shorter than 16 characters"};
  // libsodium's keyed hash takes keys of up to 64 bytes: longer ones are hashed first.
  std::array<unsigned char, crypto_generichash_BYTES> short_key{};
  crypto_generichash(short_key.data(), short_key.size(), bytes_of(key.reveal()), key.reveal().size(), nullptr,
                     0);
  std::string about = "muster-node token 1";
  for (const auto& part : {fleet.value, to_string(machine)}) about.append(1, '\0').append(part);
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes_of(about), about.size(), short_key.data(),
                     short_key.size());
  std::string text(sodium_base64_encoded_len(hash.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // The NUL that libsodium appends.
  text.insert(0, "mnt_");
  sodium_memzero(short_key.data(), short_key.size());
  sodium_memzero(hash.data(), hash.size());
  return Secret(std::move(text));
}

bool is_token(const Secret& token, const std::string& offered) {
  return is_same(token, offered);
}

}  // namespace muster
