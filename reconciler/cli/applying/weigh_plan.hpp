#pragma once

#include <string>

#include "reconciler/cli/wiring.hpp"
#include "reconciler/core/plan/judgement.hpp"

namespace muster {

/// Judges again what of a plan is left to do: by the governing rules, the cloud's own prices and what the
/// journal knows was done meanwhile. Nothing that the plan's file says of itself is relied on. `now` is the
/// instant that the rules are reckoned at; approvals always go by the clock. `under_way` counts as done
/// lately: changes of applies that are not over.
Result<Judgement> weigh_plan(const Plan& plan, const std::string& plan_file, const ActualState& actual,
                             const PriceList& prices, Workspace& workspace, Instant now,
                             const std::vector<RecentChange>& under_way = {});

}  // namespace muster
