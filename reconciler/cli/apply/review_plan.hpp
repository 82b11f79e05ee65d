#pragma once

#include <string>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/core/plan/judgement.hpp"

namespace muster {

/// Judges again what of a plan is left to do: by the governing rules, the cloud's own prices and what the
/// journal knows was done meanwhile. Nothing that the plan's file says of itself is relied on: what does not
/// follow from the declared files needs a person, or is refused where the plan claims these very files. `now`
/// is the instant that the rules are reckoned at; approvals always go by the clock. `under_way` counts as
/// done lately: changes of applies that are not over.
Result<Judgement> weigh_plan(const Plan& plan, const std::string& plan_file, const ActualState& actual,
                             const PriceList& prices, Workspace& workspace, Instant now,
                             const std::vector<RecentChange>& under_way = {});

/// The same for what a person named on the command line: adoption and release follow from no file.
Result<Judgement> weigh_named_plan(const Plan& plan, const ActualState& actual, const PriceList& prices,
                                   Workspace& workspace, Instant now);

/// Judges what is to be done of the plan of an apply that was cut off: all of it, or the part that it began.
/// The journal's word that somebody approved it is not believed: the rules are reckoned and signatures
/// checked again, as of the instant when it began, so that a crash takes no approval back.
Result<Judgement> weigh_begun(const Plan& part, const Plan& whole, const OpenApply& open,
                              const ActualState& actual, const PriceList& prices, Workspace& workspace);

}  // namespace muster
