#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/left_state.hpp"

namespace muster {

/// Under what name the store keeps it.
inline constexpr const char* kLeftStateName = "left-state";

/// What muster left behind as JSON text (schemas/left-state.schema.json): what drift is told from. Of a
/// machine's addresses and the account's limits nothing is written, and of `worked_on` neither: the journal
/// tells that.
std::string encode_left_state(const LeftState& left);

/// Fails with `invalid` for what encode_left_state did not write.
Result<LeftState> decode_left_state(const std::string& text);

}  // namespace muster
