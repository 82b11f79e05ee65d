#include "reconciler/adapters/secrets/base64.hpp"

#include <fmt/format.h>
#include <sodium.h>

namespace muster {

std::string to_base64(const std::string& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // The terminating NUL.
  return text;
}

Result<std::string> from_base64(const std::string& text, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t got = 0;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), size, text.data(),
                                       text.size(), nullptr, &got, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (failed != 0 || got != size)
    return Error{ErrorKind::invalid, fmt::format("not the base64 of {} bytes", size)};
  return bytes;
}

}  // namespace muster
