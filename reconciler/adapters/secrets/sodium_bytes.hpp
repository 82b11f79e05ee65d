#pragma once

#include <string>

namespace muster {

// libsodium takes bytes as unsigned characters.

/// The bytes of a text, valid as long as the text is unchanged.
inline unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
inline const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace muster
