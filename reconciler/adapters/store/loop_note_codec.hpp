#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/reconcile/loop_note.hpp"

namespace muster {

/// Name of the document in the store.
inline constexpr const char* kLoopNoteName = "loop";

/// Returns the status of the loop as JSON text (schemas/loop.schema.json).
std::string encode_loop_note(const LoopNote& note);

/// Parses the output of encode_loop_note. Fails with `invalid`.
Result<LoopNote> decode_loop_note(const std::string& text);

}  // namespace muster
