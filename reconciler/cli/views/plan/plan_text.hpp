#pragma once

#include <string>

#include "reconciler/cli/views/plan/plan_text_options.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// A plan for people: what happens and why, grouped by cause; what it costs, how long it takes, whether it
/// may be applied; last the summary line in Terraform's grammar. Destroys are never folded or cut.
std::string plan_text(const Plan& plan, const PlanTextOptions& options = {});

/// The same without what it is asked for by: for a plan that was shown a moment ago.
std::string verdict_text(const Verdict& verdict, const PlanTextOptions& options = {});

}  // namespace muster
