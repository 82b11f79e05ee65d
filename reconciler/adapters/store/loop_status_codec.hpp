#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/reconcile/loop_status.hpp"

namespace muster {

/// Name of the document in the store.
inline constexpr const char* kLoopStatusName = "loop";

/// Returns the status of the loop as JSON text (schemas/loop.schema.json).
std::string encode_loop_status(const LoopStatus& note);

/// Parses the output of encode_loop_status. Fails with `invalid`.
Result<LoopStatus> decode_loop_status(const std::string& text);

}  // namespace muster
