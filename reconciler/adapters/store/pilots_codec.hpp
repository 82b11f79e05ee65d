#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/forecast/knowledge.hpp"

namespace muster {

/// The name under which a fleet's pilots are kept in the store: apart from the rest of what is known, because
/// they are large.
inline constexpr const char* kPilotsName = "pilots";

/// As JSON; a pilot's own state is a text of numbers in it. The same pilots always give the same text.
std::string encode_pilots(const SteeredPools& pools);

/// Reads what encode_pilots wrote, of this major version. Fails with invalid and says where.
Result<SteeredPools> decode_pilots(const std::string& text);

}  // namespace muster
