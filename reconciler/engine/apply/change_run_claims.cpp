#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/apply/claim.hpp"
#include "reconciler/engine/apply/change_run.hpp"
#include "reconciler/engine/call/call_kinds.hpp"

namespace muster {

// One writer for each fleet, independent of its store: muster reads from the cloud whether a slot is free
// directly before it creates an object, and again when the object exists.

/// The call is next, after a check for a faster rival if that is possible.
void ChangeRun::call_at(Instant due) {
  due_ = due;
  const bool claims = !claimed_ && !going_back_ && look_for_holder(operation());
  phase_ = claims ? Phase::claiming : Phase::calling;
  if (!claims) return;
  phase_since_ = due;
  interval_ = options_->poll_first;
}

/// The created object exists. Before it gets any work, muster checks that it is the only one.
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
    if (passes(reply.error().kind) && now - phase_since_ < kVerifyTimeout)
      return look_again(now, reply.error().retry_after);
    return fail(reply.error().during("checking whether its place is free"), now);
  }
  const auto holder = is_given_up(*reply) ? std::nullopt : held_by_other(operation(), *reply, "", {});
  if (holder) return meet_rival(*holder, now);
  claimed_ = true;
  call_at(now);
}

void ChangeRun::confirm_answered(const Result<Reply>& reply, Instant now) {
  if (!reply) {
    if (passes(reply.error().kind) && now - phase_since_ < kVerifyTimeout)
      return look_again(now, reply.error().retry_after);
    return fail_accepted(reply.error().during("checking whether it is the only one"), now);
  }
  // An object that an earlier attempt destroyed may be listed for a while.
  if (is_given_up(*reply) && now - phase_since_ < options_->create_grace) return look_again(now);
  const auto holder =
      is_given_up(*reply) ? std::nullopt : held_by_other(operation(), *reply, made_id_, made_at_);
  return holder ? meet_rival(*holder, now) : step_done(now);
}

void ChangeRun::meet_rival(const std::string& whose, Instant now) {
  rival_ = true;
  accepted_ = !made_id_.empty();
  fail({ErrorKind::conflict, fmt::format("{}: its place belongs to {}, which did not exist when this apply "
                                         "checked: another muster changes this fleet",
                                         describe(operation()), whose)},
       now);
}

/// Time of the call that is checked: by this apply, or by an interrupted earlier one.
Instant ChangeRun::called_at() const {
  const auto earlier = earlier_calls_.find(step_number());
  if (doubt_ || earlier == earlier_calls_.end()) return phase_since_;
  return std::min(earlier->second.last, phase_since_);
}

/// A process that is killed repeatedly must not wait from the start each time. The minimum wait of a call
/// still applies. `settled`: the object exists, and is not created again.
Instant ChangeRun::waiting_since(Instant now, bool settled) const {
  constexpr Duration kLeast = std::chrono::seconds(15);
  constexpr Duration kLeastToBoot = std::chrono::minutes(1);
  const auto earlier = earlier_calls_.find(step_number());
  if (doubt_ || earlier == earlier_calls_.end()) return now;
  const auto least = makes_something(operation()) ? kLeastToBoot : kLeast;
  const auto left = settled && step().continue_on_timeout ? Duration{0} : std::min(least, step().timeout);
  return std::min(now, std::max(earlier->second.first, now - step().timeout + left));
}

}  // namespace muster
