#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/reconcile/pending_plan.hpp"

namespace muster {

/// Under what name the store keeps the plans that wait.
inline constexpr const char* kPendingName = "pending";

/// Plans that wait for people as JSON text (schemas/pending-plans.schema.json).
std::string encode_pending(const std::vector<PendingPlan>& pending);

/// Fails with `invalid` for what encode_pending did not write, and as read_plan does for a plan in it.
Result<std::vector<PendingPlan>> decode_pending(const std::string& text);

}  // namespace muster
