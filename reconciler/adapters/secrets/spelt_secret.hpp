#pragma once

#include <cstddef>
#include <string_view>

namespace muster {

/// Returns how many bytes at `at` spell the secret, if each of its characters may be escaped as in JSON, in
/// HTML or in an address: "\u002B", "\/", "&amp;", "&#43;", "%2b". Each writer escapes other characters, so
/// every mixture counts. 0: the text there is not the secret.
std::size_t spelt_length(std::string_view text, std::size_t at, std::string_view secret);

}  // namespace muster
