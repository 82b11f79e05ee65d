#pragma once

#include <string>

#include "reconciler/cli/views/plan/plan_text_options.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Prints a plan for people: changes and reasons, grouped by cause; cost, duration and verdict; last the
/// summary line in Terraform's grammar. Destroys are never folded or truncated.
std::string plan_text(const Plan& plan, const PlanTextOptions& options = {});

/// The same for a plan that was shown a moment ago: only the verdict.
std::string verdict_text(const Verdict& verdict, const PlanTextOptions& options = {});

}  // namespace muster
