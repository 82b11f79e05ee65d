#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/reconcile/pending_plan.hpp"

namespace muster {

/// Name of the document in the store.
inline constexpr const char* kPendingName = "pending";

/// Returns pending plans as JSON text (schemas/pending-plans.schema.json).
std::string encode_pending(const std::vector<PendingPlan>& pending);

/// Parses the output of encode_pending. Fails with `invalid`, and as read_plan does for a plan in it.
Result<std::vector<PendingPlan>> decode_pending(const std::string& text);

}  // namespace muster
