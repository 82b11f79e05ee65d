#pragma once

#include <vector>

#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/core/reconcile/pending_plan.hpp"

namespace muster {

/// Writes the pending plans as a list: `pending` of schemas/pending.schema.json.
void write_pending(JsonWriter& out, const std::vector<PendingPlan>& pending, Instant now);

/// Sorts the plans in the order of all views.
std::vector<const PendingPlan*> longest_waiting_first(const std::vector<PendingPlan>& pending);

}  // namespace muster
