#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "reconciler/engine/apply/change_run.hpp"
#include "reconciler/engine/call/call_kinds.hpp"

namespace muster {

// The end of a failed change: the rollback, and its open parts.

/// A call that was accepted is open until its end is known.
ChangePhase ChangeRun::fail_accepted(Error error, Instant now, std::set<FailureCause> causes) {
  const bool accepted = acted() || checks_first();
  if (accepted && !made_id_.empty()) error.what += fmt::format(" (the cloud accepted it as {})", made_id_);
  return fail({.error = std::move(error), .accepted = accepted, .causes = std::move(causes)}, now);
}

ChangePhase ChangeRun::fail(Failure failure, Instant now) {
  events_.emplace_back(StepEnded{
      .step = step_number(), .ok = false, .object_id = step_.object_id, .detail = failure.error.what});
  if (rollback_) {
    auto both = rollback_->failure;
    both.error.what += "; " + step().message + " failed too: " + failure.error.what;
    both.accepted = both.accepted || failure.accepted;
    both.causes.merge(failure.causes);
    return restores_service(step_.call) ? out_of_service(std::move(both)) : ended_by(std::move(both));
  }
  if (auto back = way_back(failure)) {
    rollback_ = Rollback{*std::move(back), std::move(failure)};
    return begin_step(0, now);
  }
  if (acted() && restores_service(step_.call) && takes_down()) return out_of_service(std::move(failure));
  return ended_by(std::move(failure));
}

/// Returns the calls that take a failed step back; nullopt if there are none.
std::optional<std::vector<Step>> ChangeRun::way_back(const Failure& failure) const {
  const auto& all = in_.route.back;
  if (step_.at >= all.size() || all[step_.at].empty()) return std::nullopt;
  auto back = all[step_.at];
  auto* destroy = std::get_if<call::DestroyMachine>(&back.front().operation);
  auto* take_away = std::get_if<call::DestroyBalancer>(&back.front().operation);
  if (!destroy && !take_away) return back;
  // Only a new machine that never becomes ready, or an object that a rival created too. An unreadable object
  // may be good.
  const auto kind = failure.error.kind;
  const bool is_hopeless = destroy && (kind == ErrorKind::timeout || kind == ErrorKind::unavailable);
  if (made_id_.empty() || !(is_hopeless || failure.causes.contains(FailureCause::rival))) return std::nullopt;
  if (destroy) destroy->id = MachineId(made_id_);
  if (take_away) take_away->id = LoadBalancerId(made_id_);
  return back;
}

/// A machine that is off is unfinished: the change stays open, and the next apply starts with it.
ChangePhase ChangeRun::out_of_service(Failure failure) const {
  failure.error.what += " (the machine is out of service; the next apply brings it back first)";
  failure.error.kind = ErrorKind::unknown_outcome;
  return ended_by(std::move(failure));
}

/// Whether the change itself takes its machine out of service for a while.
bool ChangeRun::takes_down() const {
  const auto& steps = in_.route.steps;
  return std::any_of(steps.begin(), steps.end(),
                     [](const Step& step) { return std::holds_alternative<call::PowerOn>(step.operation); });
}

ChangePhase ChangeRun::rolled_back() const {
  auto failure = rollback_->failure;
  const auto& first = rollback_->steps.front().operation;
  const bool machine = std::holds_alternative<call::DestroyMachine>(first);
  const bool destroyed = machine || std::holds_alternative<call::DestroyBalancer>(first);
  failure.error.what += destroyed ? " (it was destroyed)" : " (the machine is back in service)";
  // The rollback restores service, and takes no accepted call back.
  const bool open = (own_effect_ || failure.error.kind == ErrorKind::unknown_outcome) && !destroyed;
  return phase::Ended{.outcome = open ? Outcome(Unknown{std::move(failure.error), object()})
                                      : Outcome(Failed{std::move(failure.error)}),
                      .causes = std::move(failure.causes),
                      .given_up = machine ? MachineId(made_id_) : MachineId{}};
}

ChangePhase ChangeRun::ended_by(Failure failure) const {
  const bool open = failure.accepted || own_effect_ || failure.error.kind == ErrorKind::unknown_outcome;
  return phase::Ended{.outcome = open ? Outcome(Unknown{std::move(failure.error), object()})
                                      : Outcome(Failed{std::move(failure.error)}),
                      .causes = std::move(failure.causes)};
}

ChangePhase ChangeRun::ended_as(Outcome outcome) const {
  return phase::Ended{.outcome = std::move(outcome),
                      .causes = rollback_ ? rollback_->failure.causes : std::set<FailureCause>{}};
}

/// Returns the causes of the failure of a read. A key may read machines and no actions, or have no rights on
/// the agents: only an object that it may not read shows a key without rights.
std::set<FailureCause> ChangeRun::causes_of_unread(const Error& error) const {
  if (error.kind != ErrorKind::denied || is_about_agents(step_.call)) return {};
  return {FailureCause::read_denied};
}

void ChangeRun::stop(const std::string& reason) {
  if (ended()) return;
  const auto* calling = std::get_if<phase::Calling>(&phase_);
  // A change of an earlier apply is open until its end is known.
  const bool called_nothing =
      !acted() && !checks_first() && step_.at == 0 &&
      (calling ? calling->due.has_value() : std::holds_alternative<phase::Claiming>(phase_));
  if (called_nothing) {
    phase_ = ended_as(Skipped{{}, reason});
  } else {
    phase_ = ended_as(Unknown{{ErrorKind::cancelled, step().message + " when " + reason}, object()});
  }
}

}  // namespace muster
