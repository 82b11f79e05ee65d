#pragma once

#include <string>
#include <string_view>

#include "reconciler/adapters/secrets/secret.hpp"

namespace muster {

/// HMAC-SHA256 of the text with the key, as 64 hexadecimal digits.
std::string hmac_sha256(const Secret& key, std::string_view text);

}  // namespace muster
