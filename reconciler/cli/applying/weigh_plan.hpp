#pragma once

#include <string>

#include "reconciler/cli/wiring.hpp"
#include "reconciler/core/plan/weigh_approvals.hpp"

namespace muster {

/// Whether a plan may be carried out, judged right before that.
struct Judgement {
  Verdict verdict;  ///< The stricter of what the plan says and what its rest comes to now.
  Weighed weighed;
};

/// Judges again what of a plan is left to do: by the governing rules, the cloud's own prices and what the
/// journal knows was done meanwhile. Nothing that the plan's file says of itself is relied on. `now` is the
/// instant that the rules are reckoned at; approvals always go by the clock.
Result<Judgement> weigh_plan(const Plan& plan, const std::string& plan_file, const ActualState& actual,
                             const PriceList& prices, Workspace& workspace, Instant now);

}  // namespace muster
