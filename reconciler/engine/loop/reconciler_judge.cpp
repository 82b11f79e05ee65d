#include <algorithm>
#include <utility>

#include "reconciler/core/reconcile/split_plan.hpp"
#include "reconciler/engine/loop/reconciler.hpp"

namespace muster {
namespace {

std::vector<std::string> addresses_of(const std::vector<Change>& changes) {
  std::vector<std::string> addresses;
  for (const auto& change : changes) addresses.push_back(change.address);
  return addresses;
}

}  // namespace

/// The whole first: each part may be below a limit that the sum exceeds.
void Reconciler::judge_all(Round& round, const World& world, const Plan& whole, Instant now) {
  const auto inputs = decision_inputs_of(world);
  auto all = free_changes(whole, under_way());
  if (const auto pause = change_backoff_.pause_of(all, now)) all = without_paused(round, all, now);
  if (!all.empty() && world.actual.complete()) {
    auto parts = separate(all);
    const bool everything = all.size() == whole.changes.size();
    const auto plan = everything ? whole : part_of(whole, all, inputs, round.weighed_at);
    const bool one = parts.size() == 1 && parts.front().size() == all.size();
    if (one) {
      judge_part(round, plan, world, now);
    } else if (!judge_whole(plan, world, now)) {
      for (auto& part : parts)
        judge_part(round, part_of(whole, std::move(part), inputs, round.weighed_at), world, now);
    }
  }
  withdraw_outdated(round, world, now);
}

/// Changes that failed recently are paused, with all changes that depend on them.
std::vector<Change> Reconciler::without_paused(Round& round, const std::vector<Change>& changes,
                                               Instant now) const {
  std::vector<Change> left;
  for (auto& part : separate(changes)) {
    const auto pause = change_backoff_.pause_of(part, now);
    if (pause) round.paused.push_back({addresses_of(part), pause->until, pause->failures});
    if (!pause) left.insert(left.end(), part.begin(), part.end());
  }
  return left;
}

/// Returns "auto", or the approvers; nullopt if the plan must wait.
std::optional<std::string> Reconciler::consent_to(const PlanReview& review) const {
  const auto& [verdict, approval_result] = review;
  if (approval_result.stop) return std::nullopt;
  if (verdict.permission == Permission::allowed) return "auto";
  if (verdict.permission != Permission::needs_approval) return std::nullopt;
  if (approval_result.approved_by(verdict.persons)) return approval_result.names();
  return terms_.auto_approve ? std::optional<std::string>("--auto-approve") : std::nullopt;
}

bool Reconciler::judge_whole(const Plan& plan, const World& world, Instant now) {
  const auto review = deps_.env.reviewer.review(plan, world, now, changes_under_way(now));
  if (!review) return false;
  const auto by = consent_to(*review);
  return by && !begin(plan, *by, world, now);
}

void Reconciler::judge_part(Round& round, Plan part, const World& world, Instant now) {
  if (static_cast<int>(running_.size()) >= terms_.most_at_once) return;
  const auto same = std::find_if(pending_.begin(), pending_.end(), [&](const PendingPlan& pending) {
    return same_changes(pending.plan, part);
  });
  if (same != pending_.end()) part = same->plan;
  const auto review = deps_.env.reviewer.review(part, world, now, changes_under_way(now));
  if (!review) {
    round.refused.push_back({part.id, addresses_of(part.changes), {review.error().what}});
    return;
  }
  if (const auto by = consent_to(*review)) {
    if (const auto error = begin(part, *by, world, now))
      round.refused.push_back({part.id, addresses_of(part.changes), {error->what}});
    std::erase_if(pending_, [&](const PendingPlan& pending) { return pending.plan.id == part.id; });
    return;
  }
  if (review->verdict.permission == Permission::refused) {
    round.refused.push_back({part.id, addresses_of(part.changes), review->verdict.reasons});
    return;
  }
  if (review->verdict.permission == Permission::needs_approval || review->approval_result.stop)
    queue(std::move(part), *review, now);
}

void Reconciler::queue(Plan part, const PlanReview& review, Instant now) {
  auto known = std::find_if(pending_.begin(), pending_.end(),
                            [&](const PendingPlan& pending) { return pending.plan.id == part.id; });
  if (known == pending_.end()) {
    auto json = deps_.env.plans.write_plan(part);
    if (!json) return;
    pending_.push_back({.plan = std::move(part),
                        .plan_json = *std::move(json),
                        .since = now,
                        .confirmed_at = now,
                        .rejected = ""});
    known = std::prev(pending_.end());
  }
  known->confirmed_at = now;
  known->rejected = review.approval_result.stop.value_or("");
}

/// A plan that no rule requests any longer must not be approved. A plan whose objects could not be read, or
/// that another apply works on, stays.
void Reconciler::withdraw_outdated(Round& round, const World& world, Instant now) {
  if (!world.actual.complete()) return;
  const auto busy = under_way();
  std::erase_if(pending_, [&](const PendingPlan& pending) {
    if (pending.confirmed_at == now) return false;
    const auto& changes = pending.plan.changes;
    const bool waits = std::any_of(changes.begin(), changes.end(),
                                   [&](const Change& change) { return busy.stands_in_the_way_of(change); });
    if (waits || change_backoff_.pause_of(changes, now)) return false;
    round.withdrawn.push_back({pending.plan.id, "newer observations request other changes"});
    return true;
  });
}

std::optional<Error> Reconciler::begin(const Plan& plan, const std::string& by, const World& world,
                                       Instant now) {
  auto json = deps_.env.plans.write_plan(plan);
  if (!json) return json.error();
  run(plan, {by, *std::move(json)}, world, now);
  return std::nullopt;
}

void Reconciler::run(const Plan& plan, RunOptions terms, const World& world, Instant now) {
  terms.leadership = leadership_.get();
  terms.number = next_apply_++;
  terms.declared = applied_.declared;
  running_.push_back(std::make_unique<RunningPlan>(
      plan, world.actual, RunDeps{.provider = deps_.provider, .store = deps_.store, .observer = unobserved_},
      std::move(terms), now));
}

}  // namespace muster
