#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "reconciler/core/apply/claim.hpp"
#include "reconciler/core/apply/verify_outcome.hpp"
#include "reconciler/core/apply/wait_state.hpp"
#include "reconciler/engine/apply/change_run.hpp"
#include "reconciler/engine/call/call_kinds.hpp"

namespace muster {
namespace {

/// Number of calls for an action of the cloud that ends with an error.
constexpr int kActionAttempts = 3;
/// Time after which an action that cannot be read is not waited for: its object is read instead.
constexpr Duration kActionUnread = std::chrono::minutes(2);
/// Time in which an object shows the effect of its completed action.
constexpr Duration kShownWithin = std::chrono::seconds(30);

/// Continues the wait without the action: muster reads the object next.
phase::Waiting object_next(phase::Waiting waiting, Instant now) {
  waiting.action.reset();
  waiting.polls.due = now;
  return waiting;
}

}  // namespace

// The phases after an accepted call: the wait for its action and its object, the check of the effect on the
// object itself, and the check that a created object is the only one.
//
// An action only reports about itself: a completed one may have changed nothing, and one that cannot be read
// says nothing about the object.

ChangePhase ChangeRun::begin_waiting(std::optional<OperationId> action, Instant now) {
  if (!poll_for(step(), step_.object_id, action))
    return must_verify() ? begin_verifying({}, now) : step_done(now, now);
  return phase::Waiting{polls_from(waiting_since(now, false), now + options().poll_first), std::move(action)};
}

/// The object has just been read: it exists.
ChangePhase ChangeRun::begin_waiting_for_seen(Instant now) {
  if (!poll_for(step(), step_.object_id, std::nullopt)) return step_done(now, now);
  return phase::Waiting{polls_from(waiting_since(now, true), now), std::nullopt};
}

/// A process that is killed repeatedly must not wait from the start each time. The minimum wait of a call
/// still applies. `settled`: the object exists, and is not created again.
Instant ChangeRun::waiting_since(Instant now, bool settled) const {
  constexpr Duration kLeast = std::chrono::seconds(15);
  constexpr Duration kLeastToBoot = std::chrono::minutes(1);
  if (!step_.earlier_call) return now;
  const auto least = makes_something(step_.call) ? kLeastToBoot : kLeast;
  const auto left = settled && step().continue_on_timeout ? Duration{0} : std::min(least, step().timeout);
  return std::min(now, std::max(step_.earlier_call->first, now - step().timeout + left));
}

/// Whether the next poll reads the cloud's action, not the object.
bool ChangeRun::shows_action(const phase::Waiting& waiting) const {
  const auto poll = poll_for(step(), step_.object_id, waiting.action);
  return poll && std::holds_alternative<call::GetOperation>(*poll);
}

/// Whether nothing but the object itself shows the effect of the present call. A new object has been seen.
bool ChangeRun::must_verify() const {
  return step().until == WaitFor::operation && !makes_something(step_.call) &&
         verification_for(step_.call, change().id).has_value();
}

ChangePhase ChangeRun::next(const phase::Waiting& waiting, const Result<Reply>& reply, Instant now) {
  const auto waited = now - waiting.polls.since;
  if (shows_action(waiting)) {
    const bool is_lost = !reply && (!passes(reply.error().kind) || waited >= kActionUnread);
    if (is_lost) return action_unread(waiting, reply.error().what, now);
    if (reply && std::holds_alternative<Absent>(*reply))
      return action_unread(waiting, "it does not exist", now);
  }
  if (!reply) {
    if (!passes(reply.error().kind))
      return fail_accepted(reply.error().during("checking it"), now, causes_of_unread(reply.error()));
    if (waited >= step().timeout) return out_of_sight(waiting, reply.error(), now);
    return again(waiting, now, reply.error().retry_after);
  }
  const auto arrival = arrived(step().until, step_.call, *reply);
  switch (arrival.state) {
    case WaitState::State::there: {
      // The action has ended; the object itself shows whether its state is correct.
      if (std::holds_alternative<OperationState>(*reply) && step().until != WaitFor::operation)
        return object_next(waiting, now);
      if (must_verify()) return begin_verifying({}, now);
      const auto* machine = std::get_if<Machine>(&*reply);
      return begin_confirming(waiting.polls.since, machine ? machine->created_at : Instant{}, now);
    }
    case WaitState::State::not_yet:
      return not_there_yet(waiting, now);
    case WaitState::State::gone:
      if (makes_something(step_.call) && !waiting.seen && waited < options().create_grace)
        return again(waiting, now);
      return object_gone(arrival.detail, now);
    case WaitState::State::failed: {
      const Error error{ErrorKind::conflict, describe(step_.call) + " ended in an error" +
                                                 (arrival.detail.empty() ? "" : ": " + arrival.detail)};
      count_no_effect();
      return step_.attempt >= kActionAttempts ? fail({error}, now) : call_failed(error, now);
    }
  }
  return waiting;
}

ChangePhase ChangeRun::action_unread(const phase::Waiting& waiting, const std::string& why,
                                     Instant now) const {
  if (verification_for(step_.call, change().id) && step().until == WaitFor::operation)
    return begin_verifying(why, now);
  return object_next(waiting, now);  // The step waits for a state of the object.
}

ChangePhase ChangeRun::not_there_yet(phase::Waiting waiting, Instant now) {
  const auto waited = now - waiting.polls.since;
  waiting.seen = true;
  if (waited >= step().timeout) return out_of_patience(waiting.polls.since, now);
  events_.emplace_back(
      Waited{step_.agents ? fmt::format("{}, {} left", step().message, step_.agents->left) : step().message,
             waited});
  return again(std::move(waiting), now);
}

ChangePhase ChangeRun::object_gone(const std::string& detail, Instant now) {
  const bool created = makes_something(step_.call);
  own_effect_.reset();
  return fail({{created ? ErrorKind::unavailable : ErrorKind::not_found,
                describe(step_.call) + (created ? ": was accepted and then disappeared" : ": " + detail)}},
              now);
}

ChangePhase ChangeRun::out_of_sight(const phase::Waiting& waiting, const Error& error, Instant now) {
  const auto since = waiting.polls.since;
  if (step().fallback || step().continue_on_timeout) return out_of_patience(since, now);
  // It may be done: it is only known that the state could not be read.
  return fail_accepted({ErrorKind::unknown_outcome, describe(step_.call) + ": could not be read for " +
                                                        format_duration(now - since) + ": " + error.what},
                       now);
}

ChangePhase ChangeRun::out_of_patience(Instant since, Instant now) {
  if (step().continue_on_timeout) return step_done(since, now);
  const auto waited = format_duration(now - since);
  if (step_.fallback) {
    events_.emplace_back(
        Retried{{ErrorKind::timeout, describe(step_.call) + ": not done after " + waited}, Duration{0}});
    step_.call = *std::exchange(step_.fallback, std::nullopt);
    step_.attempt = 1;
    return begin_call(now);
  }
  return fail_accepted(
      {ErrorKind::timeout, describe(step_.call) + ": still " + step().message + " after " + waited}, now);
}

ChangePhase ChangeRun::begin_verifying(std::string action_unread, Instant now) const {
  return phase::Verifying{polls_from(now, now), std::move(action_unread)};
}

ChangePhase ChangeRun::next(const phase::Verifying& verifying, const Result<Reply>& reply, Instant now) {
  const auto& unread = verifying.action_unread;
  const auto waited = now - verifying.polls.since;
  if (!reply) {
    if (may_read_again(verifying.polls, reply.error(), now))
      return again(verifying, now, reply.error().retry_after);
    const auto why = unread.empty() ? reply.error().what : unread + "; " + reply.error().what;
    return fail_accepted({reply.error().kind, "checking it: " + why}, now, causes_of_unread(reply.error()));
  }
  const auto seen = verify_outcome(step_.call, *reply);
  switch (seen.state) {
    case VerifyResult::State::done:
      return begin_confirming(verifying.polls.since, {}, now);
    case VerifyResult::State::pending:
      if (waited >= step().timeout) return out_of_patience(verifying.polls.since, now);
      return again(verifying, now);
    case VerifyResult::State::foreign:
      return fail_accepted({ErrorKind::conflict, describe(step_.call) + ": " + seen.detail}, now);
    case VerifyResult::State::not_done:
      if (std::holds_alternative<Absent>(*reply)) return object_gone("no longer exists", now);
      if (waited < (unread.empty() ? kShownWithin : kVerifyTimeout)) return again(verifying, now);
      return effect_missing(verifying, now);
  }
  return verifying;
}

ChangePhase ChangeRun::effect_missing(const phase::Verifying& verifying, Instant now) {
  if (!verifying.action_unread.empty())
    return fail_accepted({ErrorKind::unknown_outcome,
                          fmt::format("{}: the cloud accepted it, its action cannot be read ({}), and the "
                                      "object does not show it",
                                      describe(step_.call), verifying.action_unread)},
                         now);
  count_no_effect();
  return fail({{ErrorKind::conflict, describe(step_.call) +
                                         ": the cloud reports that it is completed, and the object is as it "
                                         "was"}},
              now);
}

/// The created object exists. Before it gets any work, muster checks that it is the only one.
ChangePhase ChangeRun::begin_confirming(Instant since, Instant made_at, Instant now) {
  if (rollback_ || made_id_.empty() || !look_for_holder(step_.call)) return step_done(since, now);
  return phase::Confirming{polls_from(now, now), made_at};
}

ChangePhase ChangeRun::next(const phase::Confirming& confirming, const Result<Reply>& reply, Instant now) {
  const auto since = confirming.polls.since;
  if (!reply) {
    if (may_read_again(confirming.polls, reply.error(), now))
      return again(confirming, now, reply.error().retry_after);
    return fail_accepted(reply.error().during("checking whether it is the only one"), now,
                         causes_of_unread(reply.error()));
  }
  // An object that an earlier attempt destroyed may be listed for a while.
  const bool is_old = is_destroyed(*reply);
  if (is_old && now - since < options().create_grace) return again(confirming, now);
  const auto holder = is_old ? std::nullopt : held_by_other(step_.call, *reply, made_id_, confirming.made_at);
  return holder ? meet_rival(*holder, now) : step_done(since, now);
}

}  // namespace muster
