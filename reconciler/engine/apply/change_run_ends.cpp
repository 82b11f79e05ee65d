#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "reconciler/engine/apply/change_run.hpp"
#include "reconciler/engine/call/call_kinds.hpp"

namespace muster {

// The end of a failed change: the rollback, and its open parts.

/// An accepted call is open until its end is known.
Outcome ChangeRun::ended_by(Error error) const {
  const bool open = accepted_ || effected_ || error.kind == ErrorKind::unknown_outcome;
  return open ? Outcome(Unknown{std::move(error), made_id_.empty() ? object_id_ : made_id_})
              : Outcome(Failed{std::move(error)});
}

void ChangeRun::fail_accepted(Error error, Instant now) {
  accepted_ = acted_ || look_before_;
  if (accepted_ && !made_id_.empty()) error.what += fmt::format(" (the cloud accepted it as {})", made_id_);
  fail(std::move(error), now);
}

void ChangeRun::fail(Error error, Instant now) {
  events_.emplace_back(StepEnded{step_number(), false, object_id_, error.what});
  if (going_back_) {
    failure_->what += "; " + step().message + " failed too: " + error.what;
    return restores_service(operation()) ? end_out_of_service(*failure_) : end(ended_by(*failure_));
  }
  if (prepare_way_back(error)) {
    failure_ = std::move(error);
    going_back_ = true;
    // The rollback checks before each call.
    look_before_ = true;
    at_ = 0;
    return begin_step(now);
  }
  if (acted_ && restores_service(operation()) && takes_down()) return end_out_of_service(std::move(error));
  end(ended_by(std::move(error)));
}

/// A machine that is off is unfinished: the change stays open, and the next apply starts with it.
void ChangeRun::end_out_of_service(Error error) {
  error.what += " (the machine is out of service; the next apply brings it back first)";
  error.kind = ErrorKind::unknown_outcome;
  end(ended_by(std::move(error)));
}

/// Whether the change itself takes its machine out of service for a while.
bool ChangeRun::takes_down() const {
  return std::any_of(route_.steps.begin(), route_.steps.end(),
                     [](const Step& step) { return std::holds_alternative<call::PowerOn>(step.operation); });
}

bool ChangeRun::prepare_way_back(const Error& error) {
  if (at_ >= route_.back.size() || route_.back[at_].empty()) return false;
  back_ = route_.back[at_];
  auto* destroy = std::get_if<call::DestroyMachine>(&back_.front().operation);
  auto* take_away = std::get_if<call::DestroyBalancer>(&back_.front().operation);
  if (!destroy && !take_away) return true;
  // Only a new machine that never becomes ready, or an object that a rival created too. An unreadable object
  // may be good.
  const bool is_hopeless =
      destroy && (error.kind == ErrorKind::timeout || error.kind == ErrorKind::unavailable);
  if (made_id_.empty() || !(is_hopeless || rival_)) return false;
  if (destroy) destroy->id = MachineId(made_id_);
  if (take_away) take_away->id = LoadBalancerId(made_id_);
  return true;
}

void ChangeRun::stop(const std::string& reason) {
  if (ended()) return;
  const bool effect_open = in_flight_ && phase_ == Phase::calling;
  in_flight_ = false;
  // A change of an earlier apply is open until its end is known.
  const bool before_any_call = phase_ == Phase::calling || phase_ == Phase::claiming;
  if (!acted_ && !look_before_ && !effect_open && before_any_call && at_ == 0) {
    end(Skipped{{}, reason});
  } else {
    end(Unknown{{ErrorKind::cancelled, step().message + " when " + reason},
                made_id_.empty() ? object_id_ : made_id_});
  }
}

}  // namespace muster
