#include <algorithm>
#include <utility>

#include "reconciler/core/fleet/declared/maintenance.hpp"
#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/engine/call/journal_writer.hpp"
#include "reconciler/engine/lease/leadership.hpp"
#include "reconciler/engine/loop/reconciler.hpp"

namespace muster {
namespace {

/// Runs one step of a round and records its result. Returns whether it succeeded.
template <typename Take>
bool taken(Round& round, RoundStep step, const Clock& clock, Take&& take) {
  const auto since = clock.uptime();
  std::optional<Error> error = take();
  const bool well = !error.has_value();
  round.steps.push_back({step, clock.uptime() - since, std::move(error)});
  return well;
}

/// An open apply waits for an approval, and nothing else is done to the fleet until then.
Error not_agreed(const Plan& plan, const PlanReview& review) {
  auto why = review.approval_result.stop.value_or("");
  for (const auto& reason : review.verdict.reasons) why += (why.empty() ? "" : "; ") + reason;
  return {ErrorKind::denied,
          "the changes that plan " + Digest{plan.id.value}.brief() + " began are not finished: " + why +
              ". muster does not trust the journal's record of an approval: muster apply --resume"};
}

/// The time that approvals and open applies need, plus a day.
constexpr Duration kKeptAtLeast = std::max(kApprovalAtMost, kOpenWithin) + std::chrono::hours(24);

}  // namespace

void Reconciler::round(Instant now) {
  Round round;
  round.number = ++number_;
  round.began = now;
  const auto began = deps_.clock.uptime();
  round.clock_set = std::exchange(clock_set_, Duration{0});
  round.ended_applies = std::exchange(ended_, {});
  reconcile(round, now);
  if (leadership_) taken(round, RoundStep::record, deps_.clock, [&] { return record(now); });
  round.pending = pending_;
  for (const auto& apply : running_) round.running.push_back(apply->shown());
  round.ended = deps_.clock.now();
  schedule(began);
  last_ = std::move(round);
  deps_.env.reporter.report(*last_, next_round());
}

/// Applies that ended after the last round are reported too: a round without an observation.
void Reconciler::report_last_round(Instant now) {
  auto round = last_ ? *last_ : Round{};
  round.number = ++number_;
  round.began = round.ended = now;
  round.steps.clear();
  round.withdrawn.clear();
  round.running.clear();
  round.ended_applies = std::exchange(ended_, {});
  last_ = std::move(round);
  deps_.env.reporter.report(*last_, now);
}

void Reconciler::reconcile(Round& round, Instant now) {
  const auto& clock = deps_.clock;
  taken(round, RoundStep::follow, clock, [&] { return follow(round, now); });
  if (!declared_) return;
  taken(round, RoundStep::lead, clock, [&] { return lead(round); });
  if (!taken(round, RoundStep::observe, clock, [&] { return look(round, now); })) return;
  if (round.leads && recover_due_) {
    // Nothing starts until the open applies are known.
    if (!taken(round, RoundStep::recover, clock, [&] { return recover(*round.world, now); })) return;
    count_recovered(round, now);
  }
  const auto& world = *round.world;
  taken(round, RoundStep::propose, clock, [&] {
    round.proposal = std::make_shared<const Proposal>(propose(world, round.weighed_at));
    return std::optional<Error>();
  });
  if (!may_begin(round)) return;
  taken(round, RoundStep::judge, clock, [&] {
    judge_all(round, world, round.proposal->plan, now);
    return std::optional<Error>();
  });
}

bool Reconciler::may_begin(const Round& round) const {
  return round.leads && !round.suspended && round.held_because.empty() && !stopping_ && leadership_ &&
         !leadership_->refusal();
}

std::optional<Error> Reconciler::lead(Round& round) {
  if (leadership_ && leadership_->step() && running_.empty()) {
    deps_.env.gate.led_by(nullptr);
    leadership_.reset();
  }
  if (!leadership_) {
    auto taken = take_the_lead(deps_.store, deps_.clock, deps_.processes,
                               {declared_->fleet.name, terms_.command, terms_.lease_ttl}, other_lease_);
    if (!taken) return taken.error();
    leadership_ = std::move(taken->leadership);
    if (!leadership_) {
      round.led_by = describe(taken->by_other.lease.holder);
      return std::nullopt;
    }
    deps_.env.gate.led_by(leadership_.get());
    recover_due_ = true;
    auto pending = deps_.env.documents.load_pending(*declared_);
    if (!pending) return pending.error().during("reading the pending plans");
    pending_ = saved_ = *std::move(pending);
  }
  round.leads = !leadership_->step().has_value();
  return std::nullopt;
}

std::optional<Error> Reconciler::follow(Round& round, Instant now) {
  auto followed = deps_.env.revisions.follow(now);
  round.attempted = followed.attempted;
  round.invalid = std::move(followed.invalid);
  if (followed.declared) {
    declared_ = std::move(followed.declared);
    applied_ = followed.applied;
  }
  round.applied = applied_;
  if (declared_) {
    round.fleet = declared_->fleet.name;
    round.suspended = declared_->fleet.suspend;
    round.held_because = held_by_maintenance(declared_->fleet.maintenance, now).value_or("");
    give_way(now);
  }
  return round.invalid;
}

std::optional<Error> Reconciler::look(Round& round, Instant now) {
  auto seen = deps_.env.observer.look(*declared_, in_flight(now), now);
  if (!seen) return seen.error();
  round.weighed_at = now;
  round.warnings = std::move(seen->warnings);
  round.world = std::make_shared<const World>(std::move(seen->world));
  return std::nullopt;
}

std::optional<Error> Reconciler::recover(const World& world, Instant now) {
  const auto entries = deps_.store.entries_from(now - kOpenWithin);
  if (!entries) return entries.error().during("reading the journal");
  for (const auto& open : open_applies(*entries, world.fleet.name)) {
    const bool running = std::any_of(running_.begin(), running_.end(), [&](const auto& apply) {
      return apply->plan().id == open.started.plan;
    });
    if (running) continue;
    if (auto error = recover_one(open, world, now)) return error;
  }
  recover_due_ = false;
  return std::nullopt;
}

/// A resumed change is in flight again, and was not at the time of the round's observation.
void Reconciler::count_recovered(Round& round, Instant now) const {
  auto under_way = in_flight(now);
  if (under_way == round.world->in_flight) return;
  auto world = *round.world;
  world.in_flight = std::move(under_way);
  round.world = std::make_shared<const World>(std::move(world));
}

std::optional<Error> Reconciler::recover_one(const OpenApply& open, const World& world, Instant now) {
  const auto plan = deps_.env.plans.read_plan(open.started.plan_json);
  if (!plan) return plan.error().during("reading the plan of an apply that never ended");
  const auto part = begun_part(*plan, open.changes);
  if (part.changes.empty()) {
    JournalWriter journal(deps_.store, world.fleet.name, leadership_->token());
    return journal.write(ApplyFinished{plan->id, 0, 0, 0, 0, true}, now);
  }
  if (!world.actual.complete())
    return Error{ErrorKind::io, "muster could not read the whole cloud: " + world.actual.gaps.front()};
  const auto review = deps_.env.reviewer.review_begun(part, *plan, open, world);
  if (!review) return review.error();
  // The cloud has everything already, and only the end of the apply is missing: that needs no consent.
  const bool done = review->verdict.permission == Permission::nothing_to_do;
  const auto by = done ? std::optional<std::string>("auto") : consent_to(*review);
  if (!by) return not_agreed(*plan, *review);
  run(part, {*by, open.started.plan_json, true}, world, now);
  return std::nullopt;
}

std::optional<Error> Reconciler::record(Instant now) {
  if (declared_ && now >= next_clearing_) {
    next_clearing_ = now + std::chrono::hours(1);
    const auto kept = std::max({terms_.keep, kKeptAtLeast, memory_of(*declared_) + std::chrono::hours(1)});
    const auto gone = deps_.store.forget_before(declared_->fleet.name, now - kept, leadership_->token());
    if (!gone) return gone.error().during("deleting the oldest entries of the journal");
  }
  const auto known = [](const std::vector<PendingPlan>& plans) {
    std::vector<std::pair<PlanId, std::string>> all;
    for (const auto& pending : plans) all.emplace_back(pending.plan.id, pending.rejected);
    return all;
  };
  if (known(pending_) == known(saved_)) return std::nullopt;
  const auto saved = deps_.env.documents.save_pending(*declared_, pending_, leadership_->token());
  if (!saved) return saved.error().during("storing the pending plans");
  saved_ = pending_;
  return std::nullopt;
}

}  // namespace muster
