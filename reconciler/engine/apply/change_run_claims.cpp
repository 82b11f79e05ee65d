#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/apply/claim.hpp"
#include "reconciler/engine/apply/change_run.hpp"
#include "reconciler/engine/call/call_kinds.hpp"

namespace muster {

// One writer a fleet, wherever its store is: the cloud is asked whether a place is free right before
// something is made for it, and once more when it is there.

/// The call comes next, behind a look whether somebody else was quicker where that can be.
void ChangeRun::call_at(Instant due) {
  due_ = due;
  const bool claims = !claimed_ && !going_back_ && look_for_holder(operation());
  phase_ = claims ? Phase::claiming : Phase::calling;
  if (!claims) return;
  phase_since_ = due;
  interval_ = options_->poll_first;
}

/// What was made is there. Before it takes any work it is seen whether it is the only one.
void ChangeRun::confirm(Instant now) {
  if (going_back_ || made_id_.empty() || !look_for_holder(operation())) return step_done(now);
  phase_ = Phase::confirming;
  phase_since_ = now;
  interval_ = options_->poll_first;
  due_ = now;
}

bool ChangeRun::is_given_up(const Reply& holder) const {
  const auto* machine = std::get_if<Machine>(&holder);
  return machine && !gone_.empty() && machine->id.value == gone_;
}

void ChangeRun::claim_answered(const Result<Reply>& reply, Instant now) {
  if (!reply) {
    if (passes(reply.error().kind) && now - phase_since_ < kSettlePatience)
      return look_again(now, reply.error().retry_after);
    return fail(reply.error().during("asking whether its place is free"), now);
  }
  const auto holder = is_given_up(*reply) ? std::nullopt : held_by_other(operation(), *reply, "", {});
  if (holder) return meet_rival(*holder, now);
  claimed_ = true;
  call_at(now);
}

void ChangeRun::confirm_answered(const Result<Reply>& reply, Instant now) {
  if (!reply) {
    if (passes(reply.error().kind) && now - phase_since_ < kSettlePatience)
      return look_again(now, reply.error().retry_after);
    return fail_accepted(reply.error().during("asking whether it is the only one"), now);
  }
  // What an earlier attempt made and gave up may be listed for a while.
  if (is_given_up(*reply) && now - phase_since_ < options_->create_grace) return look_again(now);
  const auto holder =
      is_given_up(*reply) ? std::nullopt : held_by_other(operation(), *reply, made_id_, made_at_);
  return holder ? meet_rival(*holder, now) : step_done(now);
}

void ChangeRun::meet_rival(const std::string& whose, Instant now) {
  rival_ = true;
  accepted_ = !made_id_.empty();
  fail({ErrorKind::conflict, fmt::format("{}: its place is held by {}, which was not there when this apply "
                                         "looked: another muster is at work on this fleet",
                                         describe(operation()), whose)},
       now);
}

/// When the call that is looked after was made: by this apply, or by an earlier one that was ended.
Instant ChangeRun::called_at() const {
  const auto earlier = earlier_calls_.find(step_number());
  if (doubt_ || earlier == earlier_calls_.end()) return phase_since_;
  return std::min(earlier->second.last, phase_since_);
}

/// A process that is ended again and again must not wait from the start each time. What a call needs at least
/// is left to it all the same. `settled`: it was seen to be made already, and is not made again.
Instant ChangeRun::waiting_since(Instant now, bool settled) const {
  constexpr Duration kLeast = std::chrono::seconds(15);
  constexpr Duration kLeastToBoot = std::chrono::minutes(1);
  const auto earlier = earlier_calls_.find(step_number());
  if (doubt_ || earlier == earlier_calls_.end()) return now;
  const auto least = makes_something(operation()) ? kLeastToBoot : kLeast;
  const auto left = settled && step().goes_on ? Duration{0} : std::min(least, step().patience);
  return std::min(now, std::max(earlier->second.first, now - step().patience + left));
}

}  // namespace muster
