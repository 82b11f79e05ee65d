#include "reconciler/engine/apply/change_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <utility>

#include "reconciler/core/apply/claim.hpp"
#include "reconciler/core/apply/steps.hpp"
#include "reconciler/core/apply/verify_outcome.hpp"
#include "reconciler/core/apply/wait_state.hpp"
#include "reconciler/engine/call/call_kinds.hpp"

namespace muster {
namespace {

/// Reads that find nothing return Absent or not_found, depending on the cloud.
Result<Reply> absent_when_not_found(const Result<Reply>& reply) {
  if (!reply && reply.error().kind == ErrorKind::not_found) return Reply{Absent{}};
  return reply;
}

}  // namespace

ChangeRun::ChangeRun(RunInputs inputs, Instant now)
    : in_(std::move(inputs)), phase_(phase::Ended{Succeeded{{}, true}}) {
  if (!in_.route.steps.empty()) phase_ = begin_step(0, now);
}

void ChangeRun::clock_set(Duration by) {
  in_.started_at += by;
  phase_ = with_clock_set(std::move(phase_), by);
}

void ChangeRun::effect_seen(Instant now) {
  const auto& steps = in_.route.steps;
  const auto effect =
      std::find_if(steps.begin(), steps.end(), [](const Step& step) { return is_effect(step.operation); });
  if (effect == steps.end() || effect + 1 == steps.end() || ended()) return;
  own_effect_ = static_cast<std::size_t>(effect - steps.begin());
  phase_ = begin_step(*own_effect_ + 1, now);
}

bool ChangeRun::waits_to_call() const {
  const auto* due = due_of(phase_);
  return due && *due;
}

bool ChangeRun::may_look(Instant now) const {
  const auto* polls = polls_of(phase_);
  return polls && *polls->due - polls->interval / 2 <= now;
}

NextCall ChangeRun::take_call() {
  NextCall call{.operation = step_.call,
                .effect = due_is_effect(),
                .way_back = (rollback_ || acted()) && restores_service(step_.call),
                .step = step_number(),
                .message = step().message};
  if (std::holds_alternative<phase::Claiming>(phase_) || std::holds_alternative<phase::Confirming>(phase_))
    call.operation = *look_for_holder(step_.call);
  if (std::holds_alternative<phase::Settling>(phase_) || std::holds_alternative<phase::Verifying>(phase_))
    call.operation = *verification_for(step_.call, change().id);
  if (const auto* waiting = std::get_if<phase::Waiting>(&phase_))
    call.operation = *poll_for(step(), step_.object_id, waiting->action);
  phase_ = with_call_in_flight(std::move(phase_));
  return call;
}

void ChangeRun::answered(const Result<Reply>& reply, Instant now) {
  if (waits_to_call() || ended()) return;
  count_agents(reply);
  const auto before = std::move(phase_);
  phase_ = std::visit(
      [&](const auto& phase) -> ChangePhase {
        using Phase = std::decay_t<decltype(phase)>;
        if constexpr (std::is_same_v<Phase, phase::Ended>) {
          return phase;
        } else if constexpr (std::is_same_v<Phase, phase::Calling>) {
          return next(phase, reply, now);
        } else {
          return next(phase, absent_when_not_found(reply), now);
        }
      },
      before);
}

void ChangeRun::refused(const Error& error, Instant now) {
  phase_ = fail({error}, now);
}

std::vector<RunEvent> ChangeRun::take_events() {
  return std::exchange(events_, {});
}

int ChangeRun::step_number() const {
  // The rollback continues the numbers of the steps, so that each number has one meaning.
  return static_cast<int>(rollback_ ? in_.route.steps.size() + step_.at : step_.at);
}

ChangePhase ChangeRun::begin_step(std::size_t at, Instant now) {
  step_ = {.at = at, .call = steps()[at].operation, .fallback = steps()[at].fallback};
  if (in_.earlier_calls) {
    const auto earlier = in_.earlier_calls->find(step_number());
    if (earlier != in_.earlier_calls->end()) step_.earlier_call = earlier->second;
  }
  if (checks_first() && verification_for(step_.call, change().id))
    return phase::Settling{polls_from(now, now), std::nullopt};
  return begin_call(now);
}

ChangePhase ChangeRun::step_done(Instant since, Instant now) {
  report_drained(since, now);
  events_.emplace_back(
      StepEnded{.step = step_number(), .ok = true, .object_id = step_.object_id, .detail = {}});
  if (step_.at + 1 < steps().size()) return begin_step(step_.at + 1, now);
  return rollback_ ? rolled_back() : ended_as(Succeeded{object(), !acted()});
}

void ChangeRun::count_effect() {
  if (!rollback_ && is_effect(step_.call)) own_effect_ = step_.at;
}

/// The present call had no effect. That says nothing about an accepted call of another step.
void ChangeRun::count_no_effect() {
  if (!rollback_ && own_effect_ == step_.at) own_effect_.reset();
}

void ChangeRun::took(const std::string& object_id) {
  if (!object_id.empty()) step_.object_id = object_id;
  if (!makes_something(step_.call)) return;
  made_id_ = step_.object_id;
  if (std::holds_alternative<call::CreateMachine>(step_.call))
    bind_new_machine(in_.route.steps, MachineId(made_id_));
}

void ChangeRun::count_agents(const Result<Reply>& reply) {
  const auto* agents = reply ? std::get_if<AgentsOn>(&*reply) : nullptr;
  if (!agents || step().until != WaitFor::machine_drained) return;
  const int most = step_.agents ? step_.agents->most : 0;
  step_.agents = AgentsSeen{std::max(most, agents->running), agents->running};
}

/// `since`: start of the wait for the agents.
void ChangeRun::report_drained(Instant since, Instant now) {
  const auto* drain = std::get_if<call::DrainMachine>(&step().operation);
  if (!drain || !step_.agents) return;
  events_.emplace_back(Drained{.machine = drain->id,
                               .moved = step_.agents->most - step_.agents->left,
                               .cut_off = step_.agents->left,
                               .took = now - since});
}

phase::Polling ChangeRun::polls_from(Instant since, Instant due) const {
  return {.since = since, .interval = options().poll_first, .due = due};
}

}  // namespace muster
