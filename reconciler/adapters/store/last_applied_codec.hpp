#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/state/last_applied_state.hpp"

namespace muster {

/// Name of the document in the store.
inline constexpr const char* kLastAppliedName = "left-state";

/// Returns the last applied state as JSON text (schemas/left-state.schema.json), from which drift is
/// computed. It omits the addresses of machines, the limits of the account, and `worked_on`, which is in the
/// journal.
std::string encode_last_applied(const LastAppliedState& left);

/// Parses the output of encode_last_applied. Fails with `invalid`.
Result<LastAppliedState> decode_last_applied(const std::string& text);

}  // namespace muster
