#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/reconcile/loop_note.hpp"

namespace muster {

/// Under what name the store keeps what the loop tells.
inline constexpr const char* kLoopNoteName = "loop";

/// How the loop goes as JSON text (schemas/loop.schema.json).
std::string encode_loop_note(const LoopNote& note);

/// Fails with `invalid` for what encode_loop_note did not write.
Result<LoopNote> decode_loop_note(const std::string& text);

}  // namespace muster
