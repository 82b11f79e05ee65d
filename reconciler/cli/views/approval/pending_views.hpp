#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/plan/plan_text_options.hpp"
#include "reconciler/core/reconcile/pending_plan.hpp"

namespace muster {

/// Describes the pending plans, longest waiting first: changes, cost, every destroyed object, the reasons for
/// the approval, and the commands that approve or reject it. Rejected plans are last.
std::string pending_text(const std::vector<PendingPlan>& pending, Instant now,
                         const PlanTextOptions& options = {});
std::string pending_markdown(const std::vector<PendingPlan>& pending, Instant now);
/// As in schemas/pending.schema.json.
std::string pending_json(const std::vector<PendingPlan>& pending, Instant now);

}  // namespace muster
