#pragma once

#include <string>

#include "reconciler/cli/views/plan/plan_text.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// Everything behind a plan: what each rule wanted and saw, how far its reading is from asking for something
/// else, what cut the wishes short, which other ways were looked at and what they would have cost.
///
/// With an address (or a change's id) only that change: its attributes, what it waits for, and the decision
/// for its pool. Fails with not_found, naming the nearest address, when the plan has no such change.
Result<std::string> plan_explain(const Plan& plan, const std::string& address,
                                 const PlanTextOptions& options = {});

/// What would have to be read for a rule to say something else: "would not ask for it at 80% or less, 5.3%
/// lower"; empty where nothing was read.
std::string nearest_flip(const Evidence& evidence);

}  // namespace muster
