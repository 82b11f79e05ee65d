#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A part of a text that looks like a key.
struct FoundSecret {
  std::size_t offset = 0;
  std::size_t length = 0;
  const char* what = "";  ///< "an AWS access key".
};

/// Returns all parts that look like the key of a cloud or a private key, in order. Linear time.
std::vector<FoundSecret> secrets_in(std::string_view text);

/// Returns the text with every such part replaced, so that an error message may quote it.
std::string without_secrets(std::string text);

}  // namespace muster
