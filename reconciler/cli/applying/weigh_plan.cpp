#include "reconciler/cli/applying/weigh_plan.hpp"

#include <algorithm>

#include "reconciler/cli/applying/hear_approvals.hpp"
#include "reconciler/core/apply/standing.hpp"
#include "reconciler/core/history/made_elsewhere.hpp"
#include "reconciler/core/plan/make_plan.hpp"

namespace muster {

namespace {

std::vector<Change> left_of(const Plan& plan, const ActualState& actual) {
  std::vector<Change> left;
  std::copy_if(plan.changes.begin(), plan.changes.end(), std::back_inserter(left), [&](const Change& change) {
    return standing_of(change, actual).state != Standing::State::at_target;
  });
  return left;
}

Verdict stricter(const Verdict& planned, Verdict now) {
  // A plan whose rest is done already keeps the verdict that it was made with.
  return now.permission > planned.permission ? std::move(now) : planned;
}

}  // namespace

Result<Judgement> weigh_plan(const Plan& plan, const std::string& plan_file, const ActualState& actual,
                             const PriceList& prices, Workspace& workspace, Instant now,
                             const std::vector<RecentChange>& under_way) {
  const auto entries = entries_for_approvals(workspace);
  if (!entries) return entries.error().during("reading the journal");
  const auto& fleet = workspace.declared.fleet;
  auto left = left_of(plan, actual);
  estimate(left, prices, workspace.cloud.provider->capabilities());
  const auto cost = cost_of(fleet, actual, left, prices);
  auto recent = lately_changed(*entries, actual, prices, workspace.clock->now() - fleet.approval.window);
  recent.insert(recent.end(), under_way.begin(), under_way.end());
  const Case c{fleet, left, cost, actual, lately(fleet.approval, recent, now), now};

  auto heard = hear_approvals(plan.id, plan_file, *entries, workspace);
  Judgement judgement{
      stricter(plan.verdict, judge(c)),
      weigh({plan.id, c, applied_in_whole(*entries, plan.id), workspace.clock->now()}, heard.statements)};
  if (judgement.verdict.permission == Permission::needs_approval)
    judgement.verdict.persons = std::max(judgement.verdict.persons, fleet.approval.persons);
  auto& findings = judgement.weighed.findings;
  findings.insert(findings.end(), heard.unbelievable.begin(), heard.unbelievable.end());
  return judgement;
}

}  // namespace muster
