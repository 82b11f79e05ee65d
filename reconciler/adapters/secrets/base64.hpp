#pragma once

#include <cstddef>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Standard base64 with padding.
std::string to_base64(const std::string& bytes);

/// Decodes base64. Fails with `invalid` if the text is not base64 of exactly `size` bytes. The error does not
/// contain the text, because it may be a secret.
Result<std::string> from_base64(const std::string& text, std::size_t size);

}  // namespace muster
