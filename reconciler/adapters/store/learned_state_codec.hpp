#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/forecast/learned_state.hpp"

namespace muster {

/// Name of the document in the store.
inline constexpr const char* kLearnedStateName = "knowledge";

/// Returns the learned state as JSON text (schemas/knowledge.schema.json). Parsing it returns the same value,
/// bit for bit, because plans contain its digest.
std::string encode_learned_state(const LearnedState& learned_state);

/// Parses the output of encode_learned_state. Fails with `invalid`.
Result<LearnedState> decode_learned_state(const std::string& text);

}  // namespace muster
