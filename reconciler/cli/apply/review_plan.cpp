#include "reconciler/cli/apply/review_plan.hpp"

#include <algorithm>

#include "reconciler/cli/apply/collect_approvals.hpp"
#include "reconciler/cli/session/approval_reasons.hpp"
#include "reconciler/core/apply/change_status.hpp"
#include "reconciler/core/history/earlier_applies.hpp"
#include "reconciler/core/history/made_elsewhere.hpp"
#include "reconciler/core/plan/cost/cost.hpp"
#include "reconciler/core/plan/make_plan.hpp"
#include "reconciler/core/plan/verdict/departures.hpp"
#include "reconciler/core/plan/verdict/judge.hpp"
#include "reconciler/core/plan/verdict/verdict_inputs.hpp"

namespace muster {

namespace {

std::vector<Change> left_of(const Plan& plan, const ActualState& actual) {
  std::vector<Change> left;
  std::copy_if(plan.changes.begin(), plan.changes.end(), std::back_inserter(left), [&](const Change& change) {
    return change_status_of(change, actual).state != ChangeStatus::State::at_target;
  });
  return left;
}

const Verdict& stricter(const Verdict& planned, const Verdict& now) {
  // A plan without remaining changes keeps its own verdict.
  return now.permission > planned.permission ? now : planned;
}

/// The inputs of the check of a plan.
struct ReviewOptions {
  const ActualState& actual;
  const PriceList& prices;
  Instant now;        ///< The rules are evaluated at this instant.
  Instant signed_at;  ///< Approvals must hold at this one.
  std::string plan_file;
  std::vector<RecentChange> under_way{};
  bool named = false;  ///< A person named the changed object.
  /// For an interrupted apply: its whole plan. Its verdict comes from the journal and is not trusted.
  const Plan* begun = nullptr;
};

ReviewOptions review_options_of(const ReviewInputs& inputs, const Workspace& workspace) {
  return {.actual = inputs.actual,
          .prices = inputs.prices,
          .now = inputs.now,
          .signed_at = workspace.clock->now(),
          .plan_file = inputs.plan_file,
          .under_way = inputs.under_way};
}

/// Refuses changes in a plan that do not follow from the declared files, or requires an approval for them.
Verdict held_against_files(Verdict verdict, const Plan& plan, const ReviewOptions& terms,
                           const Workspace& workspace) {
  const auto& fleet = workspace.declared.fleet;
  const auto& whole = terms.begun ? *terms.begun : plan;
  auto departures =
      departures_of(whole.changes, fleet, terms.actual, workspace.cloud.provider->capabilities());
  if (departures.empty() || verdict.permission == Permission::refused) return verdict;
  for (auto& departure : departures) departure.insert(0, "it does not follow from the declared files: ");
  if (plan.inputs.declared != fleet.content)
    return with_reasons(std::move(verdict), std::move(departures), fleet.approval.persons);
  return {Permission::refused, std::move(departures)};
}

/// The signer of an envelope did not know these reasons.
void leave_standing_approvals_out(CollectedApprovals& collected, const std::string& reason) {
  std::erase_if(collected.statements, [&](const VerifiedStatement& said) {
    if (!std::holds_alternative<StandingApproval>(said.statement().content)) return false;
    collected.unbelievable.push_back({about(said.statement()), false, "no envelope covers this: " + reason});
    return true;
  });
}

Result<PlanReview> weigh_by(const Plan& plan, const ReviewOptions& terms, Workspace& workspace) {
  const auto entries = entries_for_approvals(workspace);
  if (!entries) return entries.error().during("reading the journal");
  const auto& fleet = workspace.declared.fleet;
  auto left = left_of(plan, terms.actual);
  estimate(left, terms.prices, workspace.cloud.provider->capabilities());
  const auto cost = cost_of(fleet, terms.actual, left, terms.prices);
  auto recent =
      lately_changed(*entries, terms.actual, terms.prices, workspace.clock->now() - fleet.approval.window);
  recent.insert(recent.end(), terms.under_way.begin(), terms.under_way.end());
  const VerdictInputs c{.fleet = fleet,
                        .changes = left,
                        .cost = cost,
                        .actual = terms.actual,
                        .window_totals = window_totals(fleet.approval, recent, terms.now),
                        .now = terms.now};

  auto reasons = reasons_to_ask(left, workspace);
  auto collected = collect_approvals(plan.id, terms.plan_file, *entries, workspace);
  if (!reasons.empty()) leave_standing_approvals_out(collected, reasons.front());
  auto verdict = with_reasons(judge(c), std::move(reasons), fleet.approval.persons);
  if (!terms.begun) verdict = stricter(plan.verdict, verdict);
  if (!terms.named && !left.empty()) verdict = held_against_files(std::move(verdict), plan, terms, workspace);
  PlanReview review{std::move(verdict),
                    check_approvals({plan.id, c, applied_in_whole(*entries, plan.id), terms.signed_at},
                                    collected.statements)};
  if (review.verdict.permission == Permission::needs_approval)
    review.verdict.persons = std::max(review.verdict.persons, fleet.approval.persons);
  auto& findings = review.approval_result.findings;
  findings.insert(findings.end(), collected.unbelievable.begin(), collected.unbelievable.end());
  return review;
}

}  // namespace

Result<PlanReview> review_plan(const ReviewInputs& inputs, Workspace& workspace) {
  return weigh_by(inputs.plan, review_options_of(inputs, workspace), workspace);
}

Result<PlanReview> review_named_plan(const ReviewInputs& inputs, Workspace& workspace) {
  auto terms = review_options_of(inputs, workspace);
  terms.named = true;
  return weigh_by(inputs.plan, terms, workspace);
}

Result<PlanReview> review_begun(const BegunPlan& begun, const ActualState& actual, const PriceList& prices,
                                Workspace& workspace) {
  const ReviewOptions terms{.actual = actual,
                            .prices = prices,
                            .now = begun.open.at,
                            .signed_at = begun.open.at,
                            .plan_file = {},
                            .begun = &begun.whole};
  return weigh_by(begun.part, terms, workspace);
}

}  // namespace muster
