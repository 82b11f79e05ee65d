#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/apply/wait_state.hpp"
#include "reconciler/engine/apply/change_run.hpp"
#include "reconciler/engine/call/call_kinds.hpp"

namespace muster {
namespace {

/// Number of calls for an action of the cloud that ends with an error.
constexpr int kActionAttempts = 3;
/// Time after which an action that cannot be read is not waited for: its object is read instead.
constexpr Duration kActionUnread = std::chrono::minutes(2);

}  // namespace

// The wait for the effect of an accepted call: the state of its action, and the state of its object.

void ChangeRun::begin_waiting(Instant now, bool look_now) {
  if (!poll_for(step(), object_id_, running_)) {
    // `look_now`: the object has just been read.
    return must_verify() && !look_now ? verify_object(now) : step_done(now);
  }
  phase_ = Phase::waiting;
  phase_since_ = waiting_since(now, look_now);
  interval_ = options_->poll_first;
  due_ = look_now ? now : now + interval_;
}

void ChangeRun::wait_answered(const Result<Reply>& reply, Instant now) {
  if (reads_action()) {
    const bool is_lost = !reply && (!passes(reply.error().kind) || now - phase_since_ >= kActionUnread);
    if (is_lost) return action_unread(reply.error().what, now);
    if (reply && std::holds_alternative<Absent>(*reply)) return action_unread("it does not exist", now);
  }
  if (!reply) {
    if (!passes(reply.error().kind)) return fail_accepted(reply.error().during("checking it"), now);
    if (now - phase_since_ >= step().timeout) return out_of_sight(reply.error(), now);
    return look_again(now, reply.error().retry_after);
  }
  if (const auto* machine = std::get_if<Machine>(&*reply)) made_at_ = machine->created_at;
  const auto arrival = arrived(step().until, operation(), *reply);
  switch (arrival.state) {
    case WaitState::State::there:
      if (std::holds_alternative<OperationState>(*reply) && step().until != WaitFor::operation) {
        // The action has ended; the object itself shows whether its state is correct.
        running_.reset();
        due_ = now;
        return;
      }
      return must_verify() ? verify_object(now) : confirm(now);
    case WaitState::State::not_yet:
      seen_ = true;
      if (now - phase_since_ >= step().timeout) return out_of_patience(now);
      events_.emplace_back(
          Waited{agents_before_ ? fmt::format("{}, {} left", step().message, agents_left_) : step().message,
                 now - phase_since_});
      return look_again(now);
    case WaitState::State::gone:
      return object_gone(arrival.detail, now);
    case WaitState::State::failed: {
      const Error error{ErrorKind::conflict, describe(operation()) + " ended in an error" +
                                                 (arrival.detail.empty() ? "" : ": " + arrival.detail)};
      effected_ = false;
      return attempt_ >= kActionAttempts ? fail(error, now) : call_failed(error, now);
    }
  }
}

void ChangeRun::object_gone(const std::string& detail, Instant now) {
  const bool created = makes_something(operation());
  if (created && !seen_ && now - phase_since_ < options_->create_grace) return look_again(now);
  effected_ = false;
  fail({created ? ErrorKind::unavailable : ErrorKind::not_found,
        describe(operation()) + (created ? ": was accepted and then disappeared" : ": " + detail)},
       now);
}

void ChangeRun::look_again(Instant now, std::optional<Duration> after) {
  // The longer it takes, the longer is the interval: an eighth of the elapsed time.
  const auto longest = std::max(options_->poll_most, options_->poll_first);
  interval_ = std::clamp((now - phase_since_) / 8, options_->poll_first, longest);
  due_ = now + (after ? *after : interval_);
}

void ChangeRun::out_of_sight(const Error& error, Instant now) {
  if (step().fallback || step().continue_on_timeout) return out_of_patience(now);
  // It may be done: it is only known that the state could not be read.
  fail_accepted({ErrorKind::unknown_outcome, describe(operation()) + ": could not be read for " +
                                                 format_duration(now - phase_since_) + ": " + error.what},
                now);
}

void ChangeRun::out_of_patience(Instant now) {
  if (step().continue_on_timeout) return step_done(now);
  if (step().fallback && !on_fallback_) {
    events_.emplace_back(Retried{{ErrorKind::timeout, describe(operation()) + ": not done after " +
                                                          format_duration(now - phase_since_)},
                                 Duration{0}});
    on_fallback_ = true;
    attempt_ = 1;
    running_.reset();
    call_at(now);
    return;
  }
  fail_accepted({ErrorKind::timeout, describe(operation()) + ": still " + step().message + " after " +
                                         format_duration(now - phase_since_)},
                now);
}

}  // namespace muster
