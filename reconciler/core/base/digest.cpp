#include "reconciler/core/base/digest.hpp"

#include <sodium/crypto_hash_sha256.h>

#include <array>

namespace muster {

std::string Digest::brief() const {
  const auto colon = text.find(':');
  return colon == std::string::npos ? text.substr(0, 12) : text.substr(colon + 1, 12);
}

Digest digest_of(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text = "sha256:";
  for (const auto byte : hash) {
    text.push_back(kHex[byte >> 4]);
    text.push_back(kHex[byte & 15]);
  }
  return {text};
}

Digester& Digester::add(std::string_view text) {
  buffer_ += "t" + std::to_string(text.size()) + ":";
  buffer_ += text;
  return *this;
}

Digester& Digester::add(std::int64_t number) {
  buffer_ += "n" + std::to_string(number) + ";";
  return *this;
}

}  // namespace muster
