#pragma once

#include <string>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/core/plan/approval/plan_review.hpp"

namespace muster {

/// Checks the remaining changes of a plan again, by the governing rules, the cloud's own prices and the
/// changes in the journal. It does not trust the plan file. A change that does not follow from the declared
/// files needs an approval, or is refused if the plan claims these very files. `now` is the instant for the
/// rules; approvals always use the clock. `under_way` are changes of running applies, which count as recent
/// changes. Fails as the store and the statements' readers do.
Result<PlanReview> review_plan(const Plan& plan, const std::string& plan_file, const ActualState& actual,
                               const PriceList& prices, Workspace& workspace, Instant now,
                               const std::vector<RecentChange>& under_way = {});

/// The same for an object that a person named on the command line: adoption and release follow from no file.
/// Fails as review_plan does.
Result<PlanReview> review_named_plan(const Plan& plan, const ActualState& actual, const PriceList& prices,
                                     Workspace& workspace, Instant now);

/// Checks the remaining changes of an interrupted apply: all of its plan, or the part that it started. It
/// does not trust the approval in the journal: rules and signatures are checked again for the instant of the
/// start, so that a crash revokes no approval. Fails as review_plan does.
Result<PlanReview> review_begun(const Plan& part, const Plan& whole, const OpenApply& open,
                                const ActualState& actual, const PriceList& prices, Workspace& workspace);

}  // namespace muster
