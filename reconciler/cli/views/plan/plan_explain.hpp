#pragma once

#include <string>

#include "reconciler/cli/views/plan/plan_text.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Describes the reasons of a plan: the recommendation and the evidence of each rule, the distance of its
/// reading to another recommendation, the limits, and the rejected options with their cost.
///
/// With an address (or a change's id) only that change: its attributes, its predecessors, and the decision
/// for its pool. Fails with not_found and the nearest address if the plan has no such change.
Result<std::string> plan_explain(const Plan& plan, const std::string& address,
                                 const PlanTextOptions& options = {});

/// Returns the reading for which a rule would recommend something else: "would not ask for it at 80% or less,
/// 5.3% lower"; empty without a reading.
std::string nearest_flip(const Evidence& evidence);

}  // namespace muster
