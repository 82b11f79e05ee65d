#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/forecast/learned_state.hpp"

namespace muster {

/// Name of the document in the store. It is separate from the other learned state, because it is large.
inline constexpr const char* kHeadroomsName = "pilots";

/// Returns the recommenders as JSON (schemas/pilots.schema.json); the state of each is a text of numbers. The
/// same recommenders always result in the same text.
std::string encode_headrooms(const PoolHeadrooms& pools);

/// Parses the output of encode_headrooms of this major version. Fails with invalid, with the position.
Result<PoolHeadrooms> decode_headrooms(const std::string& text);

}  // namespace muster
