#include "reconciler/engine/apply/change_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "reconciler/core/apply/claim.hpp"
#include "reconciler/core/apply/steps.hpp"
#include "reconciler/core/apply/verify_outcome.hpp"
#include "reconciler/core/apply/wait_state.hpp"
#include "reconciler/engine/call/call_kinds.hpp"

namespace muster {
namespace {

/// Its created object may be missing from listings for a while.
bool is_listed_late(const Operation& operation) {
  return makes_something(operation) || std::holds_alternative<call::SnapshotVolume>(operation);
}

/// Reads that find nothing return Absent or not_found, depending on the cloud.
Result<Reply> absent_when_not_found(const Result<Reply>& reply) {
  if (!reply && reply.error().kind == ErrorKind::not_found) return Reply{Absent{}};
  return reply;
}

}  // namespace

ChangeRun::ChangeRun(const Change& change, Route route, bool look_before, const ApplyOptions& options,
                     Instant now)
    : change_(&change),
      route_(std::move(route)),
      options_(&options),
      started_at_(now),
      look_before_(look_before),
      due_(now) {
  if (route_.steps.empty()) {
    end(Succeeded{{}, true});
  } else {
    begin_step(now);
  }
}

const Operation& ChangeRun::operation() const {
  return on_fallback_ && step().fallback ? *step().fallback : step().operation;
}

int ChangeRun::step_number() const {
  // The rollback continues the numbers of the steps, so that each number has one meaning.
  return static_cast<int>(going_back_ ? route_.steps.size() + at_ : at_);
}

void ChangeRun::begin_step(Instant now) {
  attempt_ = 1;
  on_fallback_ = false;
  seen_ = false;
  object_id_.clear();
  running_.reset();
  doubt_.reset();
  agents_before_.reset();
  action_unread_.clear();
  then_repeat_ = true;
  claimed_ = false;
  call_at(now);
  if (look_before_ && verification_for(operation(), change_->id)) {
    phase_ = Phase::settling;
    phase_since_ = now;
    interval_ = options_->poll_first;
  }
}

NextCall ChangeRun::take_call() {
  in_flight_ = true;
  const bool back = (going_back_ || acted_) && restores_service(operation());
  NextCall call{operation(), phase_ == Phase::calling, back, step_number(), step().message};
  if (phase_ == Phase::settling || phase_ == Phase::verifying)
    call.operation = *verification_for(operation(), change_->id);
  if (phase_ == Phase::waiting) call.operation = *poll_for(step(), object_id_, running_);
  if (phase_ == Phase::claiming || phase_ == Phase::confirming)
    call.operation = *look_for_holder(operation());
  return call;
}

void ChangeRun::answered(const Result<Reply>& reply, Instant now) {
  if (!in_flight_ || ended()) return;
  in_flight_ = false;
  count_agents(reply);
  const bool refused_look = phase_ != Phase::calling && !reply && reply.error().kind == ErrorKind::denied;
  // A key may read machines and no actions: only an object that it may not read shows a key without rights.
  looks_refused_ = looks_refused_ || (refused_look && !is_about_agents(operation()) && !reads_action());
  switch (phase_) {
    case Phase::claiming:
      return claim_answered(absent_when_not_found(reply), now);
    case Phase::confirming:
      return confirm_answered(absent_when_not_found(reply), now);
    case Phase::calling:
      return call_answered(reply, now);
    case Phase::settling:
      return settle_answered(absent_when_not_found(reply), now);
    case Phase::waiting:
      return wait_answered(absent_when_not_found(reply), now);
    case Phase::verifying:
      return verify_answered(absent_when_not_found(reply), now);
  }
}

void ChangeRun::refused(const Error& error, Instant now) {
  in_flight_ = false;
  fail(error, now);
}

void ChangeRun::call_answered(const Result<Reply>& reply, Instant now) {
  if (!reply) return call_failed(reply.error(), now);
  acted_ = true;
  effected_ = effected_ || (!going_back_ && is_effect(operation()));
  if (const auto* accepted = std::get_if<Accepted>(&*reply)) {
    running_ = accepted->running;
    took(accepted->id);
  }
  begin_waiting(now, false);
}

void ChangeRun::took(const std::string& object_id) {
  if (!object_id.empty()) object_id_ = object_id;
  if (!makes_something(operation())) return;
  made_id_ = object_id_;
  if (std::holds_alternative<call::CreateMachine>(operation())) {
    bind_new_machine(route_.steps, MachineId(made_id_));
  }
}

void ChangeRun::call_failed(const Error& error, Instant now) {
  const auto next = next_try(error, operation(), attempt_, change_->id, options_->retry);
  if (const auto* again = std::get_if<TryAgain>(&next)) {
    ++attempt_;
    claimed_ = claimed_ && again->wait < kClaimLasts;
    call_at(now + again->wait);
    events_.emplace_back(Retried{error, again->wait});
  } else if (const auto* look = std::get_if<VerifyFirst>(&next)) {
    phase_ = Phase::settling;
    phase_since_ = now;
    interval_ = options_->poll_first;
    doubt_ = error;
    then_repeat_ = look->then_repeat;
    due_ = now + look->wait;
    events_.emplace_back(Retried{error, look->wait});
  } else if (std::holds_alternative<AlreadyDone>(next)) {
    step_done(now);
  } else {
    fail(error, now);
  }
}

void ChangeRun::settle_answered(const Result<Reply>& reply, Instant now) {
  if (!reply) {
    if (passes(reply.error().kind) && now - phase_since_ < kVerifyTimeout)
      return look_again(now, reply.error().retry_after);
    // The effect of the call is unknown, and so is the outcome.
    const auto why = doubt_ ? doubt_->what + "; checking it: " + reply.error().what : reply.error().what;
    const bool open = doubt_ ? may_have_been_done(doubt_->kind) : look_before_;
    return fail({open ? ErrorKind::unknown_outcome : reply.error().kind, why}, now);
  }
  const auto settled = verify_outcome(operation(), *reply);
  switch (settled.state) {
    case VerifyResult::State::done:
      acted_ = acted_ || doubt_.has_value();
      effected_ = effected_ || (!going_back_ && is_effect(operation()));
      took(settled.object_id);
      running_.reset();
      return begin_waiting(now, true);
    case VerifyResult::State::pending:
      if (now - phase_since_ >= std::max(step().timeout, kVerifyTimeout)) return out_of_patience(now);
      return look_again(now);
    case VerifyResult::State::foreign:
      return fail({ErrorKind::conflict, describe(operation()) + ": " + settled.detail}, now);
    case VerifyResult::State::not_done:
      return not_done(now);
  }
}

void ChangeRun::not_done(Instant now) {
  // A new object may be missing from listings: not listed does not mean not existing.
  const bool refused = doubt_ && doubt_->kind == ErrorKind::denied;
  if (is_listed_late(operation()) && !refused && now - called_at() < options_->create_grace)
    return look_again(now);
  if (options_->only_begun && is_listed_late(operation()) && !acted_)
    return end(Skipped{{}, "it was never made; a new plan decides whether it is needed"});
  if (!then_repeat_) {
    denied_alone_ = refused && !looks_refused_;
    return fail(*doubt_, now);
  }
  if (doubt_) ++attempt_;
  call_at(now);
}

void ChangeRun::count_agents(const Result<Reply>& reply) {
  const auto* agents = reply ? std::get_if<AgentsOn>(&*reply) : nullptr;
  if (!agents || step().until != WaitFor::machine_drained) return;
  agents_before_ = std::max(agents_before_.value_or(0), agents->running);
  agents_left_ = agents->running;
}

void ChangeRun::report_drained(Instant now) {
  const auto* drain = std::get_if<call::DrainMachine>(&step().operation);
  if (!drain || !agents_before_) return;
  const int moved = *agents_before_ - agents_left_;
  events_.emplace_back(Drained{drain->id, moved, agents_left_, now - phase_since_});
}

void ChangeRun::step_done(Instant now) {
  report_drained(now);
  events_.emplace_back(StepEnded{step_number(), true, object_id_, {}});
  ++at_;
  if (at_ < (going_back_ ? back_ : route_.steps).size()) return begin_step(now);
  if (!going_back_) return end(Succeeded{made_id_.empty() ? object_id_ : made_id_, !acted_});
  auto failure = *failure_;
  gave_up_ = std::holds_alternative<call::DestroyMachine>(back_.front().operation);
  const bool destroyed = gave_up_ || std::holds_alternative<call::DestroyBalancer>(back_.front().operation);
  failure.what += destroyed ? " (it was destroyed)" : " (the machine is back in service)";
  // The way back restores service, and takes no accepted call back.
  const bool open = (effected_ || failure.kind == ErrorKind::unknown_outcome) && !destroyed;
  end(open ? ended_by(std::move(failure)) : Outcome(Failed{std::move(failure)}));
}

void ChangeRun::end(Outcome outcome) {
  outcome_ = std::move(outcome);
}

std::vector<RunEvent> ChangeRun::take_events() {
  return std::exchange(events_, {});
}

}  // namespace muster
