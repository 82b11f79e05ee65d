#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/left_state.hpp"

namespace muster {

/// Name of the document in the store.
inline constexpr const char* kLeftStateName = "left-state";

/// Returns the last applied state as JSON text (schemas/left-state.schema.json), from which drift is
/// computed. It omits the addresses of machines, the limits of the account, and `worked_on`, which is in the
/// journal.
std::string encode_left_state(const LeftState& left);

/// Parses the output of encode_left_state. Fails with `invalid`.
Result<LeftState> decode_left_state(const std::string& text);

}  // namespace muster
