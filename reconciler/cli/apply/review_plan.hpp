#pragma once

#include <string>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/core/plan/approval/plan_review.hpp"

namespace muster {

/// A plan and the facts to check it against; all of them outlive the check.
struct ReviewInputs {
  const Plan& plan;
  const ActualState& actual;
  const PriceList& prices;
  Instant now;              ///< The rules are evaluated at this instant; approvals always use the clock.
  std::string plan_file{};  ///< Statements beside it count; empty: there is no file.
  std::vector<RecentChange> under_way{};  ///< Of running applies: they count as recent changes.
};

/// The changes of an interrupted apply.
struct BegunPlan {
  const Plan& part;   ///< The changes that it started.
  const Plan& whole;  ///< Its plan.
  const OpenApply& open;
};

/// Checks the remaining changes of a plan again, by the governing rules, the cloud's own prices and the
/// changes in the journal. It does not trust the plan file. A change that does not follow from the declared
/// files needs an approval, or is refused if the plan claims these very files. Fails as the store and the
/// statements' readers do.
Result<PlanReview> review_plan(const ReviewInputs& inputs, Workspace& workspace);

/// The same for an object that a person named on the command line: adoption and release follow from no file.
/// Fails as review_plan does.
Result<PlanReview> review_named_plan(const ReviewInputs& inputs, Workspace& workspace);

/// Checks the remaining changes of an interrupted apply: all of its plan, or the part that it started. It
/// does not trust the approval in the journal: rules and signatures are checked again for the instant of the
/// start, so that a crash revokes no approval. Fails as review_plan does.
Result<PlanReview> review_begun(const BegunPlan& begun, const ActualState& actual, const PriceList& prices,
                                Workspace& workspace);

}  // namespace muster
