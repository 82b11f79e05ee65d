#pragma once

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Succeeds if a new passphrase has at least 8 bytes, for a key and for the vault. Fails with `invalid`.
Result<Done> check_passphrase_length(const Secret& passphrase);

}  // namespace muster
