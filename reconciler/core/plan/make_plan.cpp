#include "reconciler/core/plan/make_plan.hpp"

#include <algorithm>
#include <optional>

#include "reconciler/core/decide/blind_rules.hpp"
#include "reconciler/core/decide/learn.hpp"
#include "reconciler/core/plan/below_minimum.hpp"
#include "reconciler/core/plan/causes.hpp"
#include "reconciler/core/plan/change/plan_digest.hpp"
#include "reconciler/core/plan/cost/alternatives.hpp"
#include "reconciler/core/plan/cost/cost.hpp"
#include "reconciler/core/plan/cost/price_effect.hpp"
#include "reconciler/core/plan/diff/diff.hpp"
#include "reconciler/core/plan/diff/drift_actions.hpp"
#include "reconciler/core/plan/order/estimate.hpp"
#include "reconciler/core/plan/order/order.hpp"
#include "reconciler/core/plan/order/patience.hpp"
#include "reconciler/core/plan/possible.hpp"
#include "reconciler/core/plan/verdict/judge.hpp"
#include "reconciler/core/plan/verdict/verdict_inputs.hpp"
#include "reconciler/core/plan/warnings.hpp"

namespace muster {
namespace {

/// Time for which readings are valid.
constexpr Duration kValidFor = 15min;

bool has_content(const Decision& decision) {
  if (decision.direction != Direction::hold || !decision.because.empty() || !decision.clamps.empty() ||
      !decision.rejected.empty() || !decision.notes.empty()) {
    return true;
  }
  return std::any_of(decision.recommendations.begin(), decision.recommendations.end(),
                     [](const Recommendation& recommendation) {
                       return recommendation.direction != Direction::hold ||
                              !recommendation.because.evidence.empty();
                     });
}

PlanInputs inputs_of(const DecisionInputs& s) {
  PlanInputs inputs{.declared = s.fleet.content,
                    .readings = fingerprint_of(s.readings),
                    .prices = fingerprint_of(s.prices),
                    .prices_dated = s.prices.dated,
                    .actual = fingerprint_of(s.actual),
                    .semantics = kPlannerSemantics};
  if (s.learned_state && uses_learned_state(s.policies))
    inputs.learned_state = fingerprint_of(*s.learned_state);
  return inputs;
}

/// Destroys of data are in a separate plan: a plan that needs an approval must not delay others.
void defer_data_destroys(const DesiredState& desired, std::vector<Change>& changes) {
  const auto discards = [&](const Change& change) {
    const auto* volume = std::get_if<DestroyVolume>(&change.effect);
    return volume && desired.discarded.contains(volume->slot);
  };
  if (std::all_of(changes.begin(), changes.end(), discards)) return;
  std::erase_if(changes, discards);
}

/// The changes to the part of the desired state that can be made.
std::vector<Change> changes_to(const DecisionInputs& s, const DesiredState& desired,
                               PossibleChanges& possible) {
  auto changes = diff(s.fleet, desired, s.actual, s.prices, s.capabilities);
  possible = possible_changes(s, desired, changes);
  if (!possible.refused.empty()) {
    changes = diff(s.fleet, possible.desired, s.actual, s.prices, s.capabilities);
    leave_refused_out(possible, changes);
  }
  defer_data_destroys(desired, changes);
  return changes;
}

}  // namespace

void estimate(std::vector<Change>& changes, const PriceList& prices, const Capabilities& capabilities) {
  for (auto& change : changes) {
    const auto price = price_of(change.effect, prices);
    change.cost_before = price.before;
    change.cost_after = price.after;
    const auto estimated = estimate_of(change.effect, capabilities);
    change.estimated_time = estimated.time;
    change.downtime = estimated.downtime;
  }
}

Plan assemble(const DecisionInputs& s, std::vector<Change> changes, Instant now) {
  Plan plan;
  plan.fleet = s.fleet.name;
  plan.inputs = inputs_of(s);
  plan.complete = s.actual.complete();
  plan.changes = std::move(changes);
  estimate(plan.changes, s.prices, s.capabilities);
  for (auto& change : plan.changes) add_patience(s.fleet, s.capabilities, change);
  order(s.fleet, plan.changes);
  plan.cost = cost_of(s.fleet, s.actual, plan.changes, s.prices);
  plan.verdict = judge({.fleet = s.fleet,
                        .changes = plan.changes,
                        .cost = plan.cost,
                        .actual = s.actual,
                        .window_totals = window_totals(s.fleet.approval, s.recent, now),
                        .now = now});
  plan.made_at = now;
  plan.valid_until = now + kValidFor;
  return plan;
}

Plan make_plan(const DecisionInputs& s, const DesiredState& desired, std::vector<Decision> decisions,
               Instant now) {
  PossibleChanges possible;
  auto changes = changes_to(s, desired, possible);
  add_alternatives(s, desired, changes, now);
  auto plan = assemble(s, std::move(changes), now);
  plan.cost.at_most = most_that_it_may_cost(s.fleet, plan.changes, plan.cost, plan.verdict,
                                            window_totals(s.fleet.approval, s.recent, now).increase);
  fill_causes(s.fleet, decisions, plan.changes);
  explain_alternatives(s, plan.changes, now);
  if (s.left) {
    plan.last_applied_at = s.left->at;
    plan.drift = find_drift(*s.left, s.actual);
    set_drift_actions(plan.drift, s.fleet, desired, s.prices, plan.changes);
  }
  plan.warnings = warnings_of(s, desired, decisions, plan.changes, plan.cost);
  plan.warnings.insert(plan.warnings.end(), possible.warnings.begin(), possible.warnings.end());
  plan.below_minimum = pools_below_minimum(s, decisions, possible, plan.changes);
  plan.blind_rules = groups_of(blind_rules_of(s, now));
  for (const auto& pool : plan.below_minimum) plan.warnings.push_back(pool.message);
  for (const auto& group : plan.blind_rules) plan.warnings.push_back(group.message);
  std::erase_if(decisions, [](const Decision& decision) { return !has_content(decision); });
  plan.decisions = std::move(decisions);
  plan.id = plan_digest(plan);
  return plan;
}

Plan refresh_only(const DecisionInputs& s, Instant now) {
  auto plan = assemble(s, {}, now);
  if (s.left) {
    plan.last_applied_at = s.left->at;
    plan.drift = find_drift(*s.left, s.actual);
  }
  for (auto& drift : plan.drift) {
    for (auto& attribute : drift.attributes) attribute.message = "taken as it is";
  }
  for (const auto& gap : s.actual.gaps) plan.warnings.push_back("muster could not read: " + gap);
  plan.id = plan_digest(plan);
  return plan;
}

}  // namespace muster
