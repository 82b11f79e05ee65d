#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/plan/plan_text_options.hpp"
#include "reconciler/core/reconcile/pending_plan.hpp"

namespace muster {

/// The plans that wait for people, longest waiting first: what each does and costs, every object that goes,
/// why it needs a person, and how to say yes or no. Those that somebody said no to come last.
std::string pending_text(const std::vector<PendingPlan>& pending, Instant now,
                         const PlanTextOptions& options = {});
std::string pending_markdown(const std::vector<PendingPlan>& pending, Instant now);
/// As schemas/pending.schema.json has it.
std::string pending_json(const std::vector<PendingPlan>& pending, Instant now);

}  // namespace muster
