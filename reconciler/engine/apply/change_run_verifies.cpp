#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/apply/verify_outcome.hpp"
#include "reconciler/core/apply/wait_state.hpp"
#include "reconciler/engine/apply/change_run.hpp"
#include "reconciler/engine/call/call_kinds.hpp"

namespace muster {
namespace {

/// Time in which an object shows the effect of its completed action.
constexpr Duration kShownWithin = std::chrono::seconds(30);

}  // namespace

// The check of an accepted call on its object. An action only reports about itself: a completed one may have
// changed nothing, and one that cannot be read says nothing about the object.

bool ChangeRun::reads_action() const {
  if (phase_ != Phase::waiting || !running_) return false;
  const auto poll = poll_for(step(), object_id_, running_);
  return poll && std::holds_alternative<call::GetOperation>(*poll);
}

/// Whether nothing but the object itself shows the effect of the present call. A new object has been seen.
bool ChangeRun::must_verify() const {
  return step().until == WaitFor::operation && !makes_something(operation()) &&
         verification_for(operation(), change_->id).has_value();
}

void ChangeRun::action_unread(const std::string& why, Instant now) {
  action_unread_ = why;
  running_.reset();
  if (verification_for(operation(), change_->id) && step().until == WaitFor::operation)
    return verify_object(now);
  due_ = now;  // Its step waits for a state of the object, which the next look reads.
}

void ChangeRun::verify_object(Instant now) {
  running_.reset();
  phase_ = Phase::verifying;
  phase_since_ = now;
  interval_ = options_->poll_first;
  due_ = now;
}

void ChangeRun::verify_answered(const Result<Reply>& reply, Instant now) {
  if (!reply) {
    if (passes(reply.error().kind) && now - phase_since_ < kVerifyTimeout)
      return look_again(now, reply.error().retry_after);
    const auto why = action_unread_.empty() ? reply.error().what : action_unread_ + "; " + reply.error().what;
    return fail_accepted({reply.error().kind, "checking it: " + why}, now);
  }
  const auto seen = verify_outcome(operation(), *reply);
  switch (seen.state) {
    case VerifyResult::State::done:
      return confirm(now);
    case VerifyResult::State::pending:
      if (now - phase_since_ >= step().timeout) return out_of_patience(now);
      return look_again(now);
    case VerifyResult::State::foreign:
      return fail_accepted({ErrorKind::conflict, describe(operation()) + ": " + seen.detail}, now);
    case VerifyResult::State::not_done:
      if (std::holds_alternative<Absent>(*reply)) return object_gone("no longer exists", now);
      if (now - phase_since_ < (action_unread_.empty() ? kShownWithin : kVerifyTimeout))
        return look_again(now);
      return effect_missing(now);
  }
}

void ChangeRun::effect_missing(Instant now) {
  if (!action_unread_.empty())
    return fail_accepted({ErrorKind::unknown_outcome,
                          fmt::format("{}: the cloud accepted it, its action cannot be read ({}), and the "
                                      "object does not show it",
                                      describe(operation()), action_unread_)},
                         now);
  effected_ = false;
  fail({ErrorKind::conflict,
        describe(operation()) + ": the cloud reports that it is completed, and the object is as it was"},
       now);
}

void ChangeRun::effect_seen(Instant now) {
  const auto& steps = route_.steps;
  const auto effect =
      std::find_if(steps.begin(), steps.end(), [](const Step& step) { return is_effect(step.operation); });
  if (effect == steps.end() || effect + 1 == steps.end() || ended()) return;
  effected_ = true;
  at_ = static_cast<std::size_t>(effect - steps.begin()) + 1;
  begin_step(now);
}

}  // namespace muster
