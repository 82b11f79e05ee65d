#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/state/boot.hpp"

namespace muster {

/// Name of the document in the store.
inline constexpr const char* kBootsName = "boots";

/// Returns the boot settings of the newest machines as JSON text (schemas/boots.schema.json).
std::string encode_boots(const KnownBoots& boots);

/// Parses the output of encode_boots. Fails with `invalid`.
Result<KnownBoots> decode_boots(const std::string& text);

}  // namespace muster
