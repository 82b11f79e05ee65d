#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/boot.hpp"

namespace muster {

/// Under what name the store keeps it.
inline constexpr const char* kBootsName = "boots";

/// How the newest machines were started, as JSON text (schemas/boots.schema.json).
std::string encode_boots(const KnownBoots& boots);

/// Fails with `invalid` for what encode_boots did not write.
Result<KnownBoots> decode_boots(const std::string& text);

}  // namespace muster
