#pragma once

#include <vector>

#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/core/reconcile/pending_plan.hpp"

namespace muster {

/// The plans that wait, as a list: what schemas/pending.schema.json calls `pending`.
void write_pending(JsonWriter& out, const std::vector<PendingPlan>& pending, Instant now);

/// In the order that all views tell them.
std::vector<const PendingPlan*> longest_waiting_first(const std::vector<PendingPlan>& pending);

}  // namespace muster
