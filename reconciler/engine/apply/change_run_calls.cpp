#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "reconciler/core/apply/claim.hpp"
#include "reconciler/core/apply/verify_outcome.hpp"
#include "reconciler/engine/apply/change_run.hpp"
#include "reconciler/engine/call/call_kinds.hpp"

namespace muster {
namespace {

/// Its created object may be missing from listings for a while.
bool is_listed_late(const Operation& operation) {
  return makes_something(operation) || std::holds_alternative<call::SnapshotVolume>(operation);
}

}  // namespace

// The phases around a call: the check for a rival before it, the call itself, and the check whether a call
// had its effect.
//
// One writer for each fleet, independent of its store: muster reads from the cloud whether a slot is free
// directly before it creates an object, and again when the object exists.

/// The call is next, after a check for a faster rival if that is possible.
ChangePhase ChangeRun::begin_call(Instant due) const {
  if (!rollback_ && look_for_holder(step_.call)) return phase::Claiming{polls_from(due, due)};
  return phase::Calling{due};
}

ChangePhase ChangeRun::next(const phase::Claiming& claiming, const Result<Reply>& reply, Instant now) {
  if (!reply) {
    if (may_read_again(claiming.polls, reply.error(), now))
      return again(claiming, now, reply.error().retry_after);
    return fail({.error = reply.error().during("checking whether its place is free"),
                 .causes = causes_of_unread(reply.error())},
                now);
  }
  const auto holder = is_destroyed(*reply) ? std::nullopt : held_by_other(step_.call, *reply, "", {});
  if (holder) return meet_rival(*holder, now);
  return phase::Calling{now};
}

bool ChangeRun::is_destroyed(const Reply& holder) const {
  const auto* machine = std::get_if<Machine>(&holder);
  return machine && !in_.destroyed.empty() && machine->id.value == in_.destroyed;
}

ChangePhase ChangeRun::meet_rival(const std::string& whose, Instant now) {
  Error error{ErrorKind::conflict,
              fmt::format("{}: its place belongs to {}, which did not exist when this apply "
                          "checked: another muster changes this fleet",
                          describe(step_.call), whose)};
  return fail({.error = std::move(error), .accepted = !made_id_.empty(), .causes = {FailureCause::rival}},
              now);
}

ChangePhase ChangeRun::next(const phase::Calling&, const Result<Reply>& reply, Instant now) {
  if (!reply) return call_failed(reply.error(), now);
  ++effects_;
  count_effect();
  const auto* accepted = std::get_if<Accepted>(&*reply);
  if (accepted) took(accepted->id);
  return begin_waiting(accepted ? accepted->running : std::nullopt, now);
}

ChangePhase ChangeRun::call_failed(const Error& error, Instant now) {
  const auto reaction = next_try(error, step_.call, step_.attempt, change().id, options().retry);
  if (const auto* repeat = std::get_if<TryAgain>(&reaction)) {
    ++step_.attempt;
    events_.emplace_back(Retried{error, repeat->wait});
    // After a longer wait the slot may be taken.
    return repeat->wait < kClaimLasts ? phase::Calling{now + repeat->wait} : begin_call(now + repeat->wait);
  }
  if (const auto* look = std::get_if<VerifyFirst>(&reaction)) {
    step_.earlier_call.reset();
    events_.emplace_back(Retried{error, look->wait});
    return phase::Settling{polls_from(now, now + look->wait), phase::Doubt{error, look->then_repeat}};
  }
  if (std::holds_alternative<AlreadyDone>(reaction)) return step_done(now, now);
  return fail({error}, now);
}

ChangePhase ChangeRun::next(const phase::Settling& settling, const Result<Reply>& reply, Instant now) {
  const auto& doubt = settling.doubt;
  if (!reply) {
    if (may_read_again(settling.polls, reply.error(), now))
      return again(settling, now, reply.error().retry_after);
    // The effect of the call is unknown, and so is the outcome.
    const auto why = doubt ? doubt->error.what + "; checking it: " + reply.error().what : reply.error().what;
    const bool open = !doubt || may_have_been_done(doubt->error.kind);
    return fail({.error = {open ? ErrorKind::unknown_outcome : reply.error().kind, why},
                 .causes = causes_of_unread(reply.error())},
                now);
  }
  const auto settled = verify_outcome(step_.call, *reply);
  switch (settled.state) {
    case VerifyResult::State::done:
      if (doubt) ++effects_;
      count_effect();
      took(settled.object_id);
      return begin_waiting_for_seen(now);
    case VerifyResult::State::pending:
      if (now - settling.polls.since >= std::max(step().timeout, kVerifyTimeout))
        return out_of_patience(settling.polls.since, now);
      return again(settling, now);
    case VerifyResult::State::foreign:
      return fail({{ErrorKind::conflict, describe(step_.call) + ": " + settled.detail}}, now);
    case VerifyResult::State::not_done:
      return not_done(settling, now);
  }
  return settling;
}

ChangePhase ChangeRun::not_done(const phase::Settling& settling, Instant now) {
  const auto& doubt = settling.doubt;
  // A new object may be missing from listings: not listed does not mean not existing.
  const bool refused = doubt && doubt->error.kind == ErrorKind::denied;
  const auto since = settling.polls.since;
  const auto called_at = step_.earlier_call ? std::min(step_.earlier_call->last, since) : since;
  if (is_listed_late(step_.call) && !refused && now - called_at < options().create_grace)
    return again(settling, now);
  if (options().only_begun && is_listed_late(step_.call) && !acted())
    return ended_as(Skipped{{}, "it was never made; a new plan decides whether it is needed"});
  if (!doubt) return begin_call(now);
  if (doubt->then_repeat) {
    ++step_.attempt;
    return phase::Calling{now};
  }
  const bool reads = !rollback_ || !rollback_->failure.causes.contains(FailureCause::read_denied);
  Failure failure{.error = doubt->error};
  if (refused && reads) failure.causes.insert(FailureCause::call_alone_denied);
  return fail(std::move(failure), now);
}

}  // namespace muster
