#include "reconciler/core/plan/make_plan.hpp"

#include <algorithm>

#include "reconciler/core/plan/alternatives.hpp"
#include "reconciler/core/plan/estimate.hpp"
#include "reconciler/core/plan/explain_changes.hpp"
#include "reconciler/core/plan/price_effect.hpp"

namespace muster {
namespace {

/// So long readings are believed to tell how things are.
constexpr Duration kValidFor = 15min;

/// When a change of the past counts: when it was done; what was done "later" than now, because recorded
/// readings are being replayed, counts when it was decided.
Instant counts_at(const RecentChange& change, Instant now) {
  return change.finished_at <= now ? std::max(change.decided_at, change.finished_at) : change.decided_at;
}

/// What was added to the month within the approval window. Reductions are not set off against it: a fleet
/// that shrank yesterday may not grow unseen today.
Money recent_increase(const Fleet& fleet, const std::vector<RecentChange>& recent, Instant now) {
  Money sum;
  for (const auto& change : recent) {
    if (change.delta_month > Money{} && counts_at(change, now) > now - fleet.approval.window) {
      sum += change.delta_month;
    }
  }
  return sum;
}

bool says_something(const Decision& decision) {
  if (decision.direction != Direction::hold || !decision.because.empty() || !decision.clamps.empty() ||
      !decision.rejected.empty() || !decision.notes.empty()) {
    return true;
  }
  return std::any_of(decision.wishes.begin(), decision.wishes.end(), [](const Wish& wish) {
    return wish.direction != Direction::hold || !wish.because.evidence.empty();
  });
}

/// How long a change waits for agents to move and for a machine to come up, as the fleet declares it.
void add_patience(const Situation& s, Change& change) {
  const auto* resize = std::get_if<ResizeMachine>(&change.effect);
  const auto* replace = std::get_if<ReplaceMachine>(&change.effect);
  const auto* destroy = std::get_if<DestroyMachine>(&change.effect);
  const auto* create = std::get_if<CreateMachine>(&change.effect);
  const auto* slot = resize ? &resize->slot : replace ? &replace->slot : destroy ? &destroy->slot : nullptr;
  const bool stays_on = resize && !s.capabilities.resize_needs_power_off;
  if (slot && !stays_on && s.capabilities.moves_agents) change.drain = drain_deadline_of(s.fleet, slot->pool);
  if (!create && !replace) return;
  const auto* pool = s.fleet.find_pool(create ? create->slot.pool : replace->slot.pool);
  if (pool && pool->ready_within != Pool{}.ready_within) change.ready_within = pool->ready_within;
}

PlanInputs inputs_of(const Situation& s) {
  return {s.fleet.content, fingerprint_of(s.readings), fingerprint_of(s.prices),
          s.prices.dated,  fingerprint_of(s.actual),   kPlannerSemantics};
}

}  // namespace

Plan make_plan(const Situation& s, const DesiredState& desired, std::vector<Decision> decisions,
               Instant now) {
  Plan plan;
  plan.fleet = s.fleet.name;
  plan.inputs = inputs_of(s);
  plan.complete = s.actual.complete();
  plan.changes = diff(s.fleet, desired, s.actual, s.prices, s.capabilities);
  add_alternatives(s, desired, plan.changes, now);
  for (auto& change : plan.changes) {
    const auto price = price_of(change.effect, s.prices);
    change.cost_before = price.before;
    change.cost_after = price.after;
    const auto estimate = estimate_of(change.effect, s.capabilities);
    change.estimated_time = estimate.time;
    change.downtime = estimate.downtime;
    add_patience(s, change);
  }
  fill_causes(s.fleet, decisions, plan.changes);
  explain_alternatives(s, plan.changes, now);
  order(s.fleet, plan.changes);
  plan.cost = cost_of(s.fleet, s.actual, plan.changes, s.prices);
  const auto lately = recent_increase(s.fleet, s.recent, now);
  plan.verdict = judge(s.fleet, plan.changes, plan.cost, s.actual, lately);
  plan.cost.at_most = most_that_it_may_cost(s.fleet, plan.changes, plan.cost, plan.verdict, lately);
  plan.warnings = warnings_of(s, desired, decisions, plan.changes, plan.cost);
  std::erase_if(decisions, [](const Decision& decision) { return !says_something(decision); });
  plan.decisions = std::move(decisions);
  plan.made_at = now;
  plan.valid_until = now + kValidFor;
  plan.id = identify(plan);
  return plan;
}

}  // namespace muster
