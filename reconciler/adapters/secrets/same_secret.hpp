#pragma once

#include <string_view>

#include "reconciler/adapters/secrets/secret.hpp"

namespace muster {

/// Whether a text is the secret. The duration depends only on the length.
bool is_same(const Secret& secret, std::string_view offered);

}  // namespace muster
