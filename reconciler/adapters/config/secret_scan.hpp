#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A stretch of text that looks like a key, where none may be.
struct FoundSecret {
  std::size_t offset = 0;
  std::size_t length = 0;
  const char* what = "";  ///< "a DigitalOcean token".
};

/// Whatever looks like a DigitalOcean token, an AWS access key or a private key, in order. Linear.
std::vector<FoundSecret> secrets_in(std::string_view text);

/// The text with every such stretch blotted out: what an error message may quote.
std::string without_secrets(std::string text);

}  // namespace muster
