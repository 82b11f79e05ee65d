#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/forecast/knowledge.hpp"

namespace muster {

/// Name of the document in the store.
inline constexpr const char* kKnowledgeName = "knowledge";

/// Returns the learned state as JSON text (schemas/knowledge.schema.json). Parsing it returns the same value,
/// bit for bit, because plans contain its digest.
std::string encode_knowledge(const Knowledge& knowledge);

/// Parses the output of encode_knowledge. Fails with `invalid`.
Result<Knowledge> decode_knowledge(const std::string& text);

}  // namespace muster
