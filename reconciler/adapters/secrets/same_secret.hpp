#pragma once

#include <string_view>

#include "reconciler/adapters/secrets/secret.hpp"

namespace muster {

/// Whether what somebody offers is the secret. How long it takes tells nothing but the length.
bool is_same(const Secret& secret, std::string_view offered);

}  // namespace muster
