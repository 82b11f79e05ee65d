#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/forecast/knowledge.hpp"

namespace muster {

/// Under what name the store keeps it.
inline constexpr const char* kKnowledgeName = "knowledge";

/// What muster has learnt as JSON text (schemas/knowledge.schema.json). Reading it back gives the same value,
/// bit for bit: plans are bound to it by digest.
std::string encode_knowledge(const Knowledge& knowledge);

/// Fails with `invalid` for what encode_knowledge did not write.
Result<Knowledge> decode_knowledge(const std::string& text);

}  // namespace muster
