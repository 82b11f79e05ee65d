#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/apply/step.hpp"
#include "reconciler/core/history/earlier_applies.hpp"
#include "reconciler/engine/apply/apply_options.hpp"
#include "reconciler/engine/apply/change_phase.hpp"

namespace muster {

/// The calls of one change, and the rollback of each of them.
struct Route {
  std::vector<Step> steps;
  std::vector<std::vector<Step>> back;  ///< By step: the rollback after its permanent failure.
};

/// A call that is about to be made.
struct NextCall {
  Operation operation;
  bool effect = false;    ///< The call has an effect: write it to the journal first.
  bool way_back = false;  ///< Restores service of a machine: made even if the journal cannot be written.
  int step = 0;           ///< Index of the step.
  std::string message;
};

/// The events of a run since the last call of take_events.
struct StepEnded {
  int step = 0;  ///< Index of the step.
  bool ok = false;
  std::string object_id;
  std::string detail;
};
struct Waited {
  std::string message;
  Duration so_far{0};
};
struct Retried {
  Error error;
  Duration wait{0};
};
/// Agents were moved off a machine, or could not all be moved in time.
struct Drained {
  MachineId machine;
  int moved = 0;    ///< Number of agents.
  int cut_off = 0;  ///< Number of agents.
  Duration took{0};
};
using RunEvent = std::variant<StepEnded, Waited, Retried, Drained>;

/// Times at which earlier applies made each call of a change, by step.
using EarlierCalls = std::map<int, CallTimes>;

/// The inputs of the run of one change. The change and the options outlive it.
struct RunInputs {
  std::reference_wrapper<const Change> change;
  std::reference_wrapper<const ApplyOptions> options;
  Route route;
  Instant started_at;  ///< Start of the first attempt of the change.
  /// Interrupted waits do not start again. nullopt if no earlier apply can have started the change; otherwise
  /// each call is preceded by a check of its effect.
  std::optional<EarlierCalls> earlier_calls{};
  /// An earlier attempt created this machine and destroyed it: listings may still show it for a while.
  std::string destroyed{};
};

/// One change during its steps. Passive: the caller takes the due call and passes the answer; it makes no
/// call and reads no clock itself.
class ChangeRun {
 public:
  ChangeRun(RunInputs inputs, Instant now);
  /// Reports that the wall clock was set by this much: waits and time limits keep their length.
  void clock_set(Duration by);
  /// An earlier apply may have completed the effect of this change, and the object shows it: only the calls
  /// after that effect are made. Its machine is not turned off a second time.
  void effect_seen(Instant now);

  const Change& change() const { return in_.change; }
  Instant started_at() const { return in_.started_at; }
  const ChangePhase& phase() const { return phase_; }
  bool ended() const { return std::holds_alternative<phase::Ended>(phase_); }
  /// Whether a call is due now or later: none is in flight, and the run has not ended.
  bool waits_to_call() const;
  /// Time of the next call; only if the run waits to call.
  Instant due() const { return **due_of(phase_); }
  /// Whether a poll may be made early, together with others: half of the wait is over. Only if it waits to
  /// call.
  bool may_look(Instant now) const;
  /// Whether that call has an effect.
  bool due_is_effect() const { return std::holds_alternative<phase::Calling>(phase_); }

  /// Returns the due call. It counts as in flight until `answered` or `refused`.
  NextCall take_call();
  void answered(const Result<Reply>& reply, Instant now);
  /// The call was not made: nothing happened.
  void refused(const Error& error, Instant now);
  /// Ends at once, in any phase.
  void stop(const std::string& reason);

  /// The end of the run; only if it has ended.
  const phase::Ended& end() const { return std::get<phase::Ended>(phase_); }
  const Outcome& outcome() const { return end().outcome; }
  bool failed_because(FailureCause cause) const { return end().causes.contains(cause); }
  /// A machine was created, did not become ready, and was destroyed: another one may be created in its place.
  bool gave_up() const { return !end().given_up.empty(); }
  /// Id of the object that the change created; empty if unknown.
  const std::string& made_id() const { return made_id_; }
  std::vector<RunEvent> take_events();

 private:
  /// The permanent failure of a step.
  struct Failure {
    Error error;
    bool accepted = false;  ///< The failed call had been accepted: it may have taken effect.
    std::set<FailureCause> causes{};
  };
  /// The calls that restore service after a failure, which is reported after them.
  struct Rollback {
    std::vector<Step> steps;
    Failure failure;
  };
  /// Numbers of agents on the machine of the present step.
  struct AgentsSeen {
    int most = 0;
    int left = 0;
  };
  /// The present step, from its begin to its end.
  struct PresentStep {
    std::size_t at = 0;                   ///< Position in the steps, or in those of the rollback.
    Operation call{};                     ///< The step's own call, or its fallback after the time limit.
    std::optional<Operation> fallback{};  ///< Not used so far.
    int attempt = 1;                      ///< Of the call.
    std::string object_id{};              ///< Its object by the cloud's answer; empty if unknown.
    /// By earlier applies; nullopt after a doubtful call of this run.
    std::optional<CallTimes> earlier_call{};
    std::optional<AgentsSeen> agents{};
  };

  // Transitions: from a phase and the answer to its call to the next phase.
  ChangePhase next(const phase::Claiming& claiming, const Result<Reply>& reply, Instant now);
  ChangePhase next(const phase::Calling& calling, const Result<Reply>& reply, Instant now);
  ChangePhase next(const phase::Settling& settling, const Result<Reply>& reply, Instant now);
  ChangePhase next(const phase::Waiting& waiting, const Result<Reply>& reply, Instant now);
  ChangePhase next(const phase::Verifying& verifying, const Result<Reply>& reply, Instant now);
  ChangePhase next(const phase::Confirming& confirming, const Result<Reply>& reply, Instant now);

  // The first state of a phase. Each returns the phase that follows instead if that phase has nothing to do.
  ChangePhase begin_step(std::size_t at, Instant now);
  ChangePhase begin_call(Instant due) const;
  ChangePhase begin_waiting(std::optional<OperationId> action, Instant now);
  ChangePhase begin_waiting_for_seen(Instant now);
  ChangePhase begin_verifying(std::string action_unread, Instant now) const;
  ChangePhase begin_confirming(Instant since, Instant made_at, Instant now);

  ChangePhase call_failed(const Error& error, Instant now);
  ChangePhase not_done(const phase::Settling& settling, Instant now);
  ChangePhase action_unread(const phase::Waiting& waiting, const std::string& why, Instant now) const;
  ChangePhase not_there_yet(phase::Waiting waiting, Instant now);
  ChangePhase object_gone(const std::string& detail, Instant now);
  ChangePhase effect_missing(const phase::Verifying& verifying, Instant now);
  ChangePhase out_of_sight(const phase::Waiting& waiting, const Error& error, Instant now);
  ChangePhase out_of_patience(Instant since, Instant now);
  ChangePhase meet_rival(const std::string& whose, Instant now);
  ChangePhase step_done(Instant since, Instant now);
  ChangePhase rolled_back() const;
  ChangePhase fail_accepted(Error error, Instant now, std::set<FailureCause> causes = {});
  ChangePhase fail(Failure failure, Instant now);
  ChangePhase out_of_service(Failure failure) const;
  ChangePhase ended_by(Failure failure) const;
  ChangePhase ended_as(Outcome outcome) const;

  const std::vector<Step>& steps() const { return rollback_ ? rollback_->steps : in_.route.steps; }
  const Step& step() const { return steps()[step_.at]; }
  int step_number() const;
  bool checks_first() const { return rollback_ || in_.earlier_calls; }
  bool acted() const { return effects_ > 0; }
  const ApplyOptions& options() const { return in_.options; }
  bool shows_action(const phase::Waiting& waiting) const;
  bool must_verify() const;
  bool is_destroyed(const Reply& holder) const;
  bool takes_down() const;
  const std::string& object() const { return made_id_.empty() ? step_.object_id : made_id_; }
  std::set<FailureCause> causes_of_unread(const Error& error) const;
  std::optional<std::vector<Step>> way_back(const Failure& failure) const;
  Instant waiting_since(Instant now, bool settled) const;
  phase::Polling polls_from(Instant since, Instant due) const;
  template <class Phase>
  ChangePhase again(Phase phase, Instant now, std::optional<Duration> after = std::nullopt) const {
    phase.polls = next_poll(phase.polls, now, options(), after);
    return phase;
  }

  void count_effect();
  void count_no_effect();
  void took(const std::string& object_id);
  void count_agents(const Result<Reply>& reply);
  void report_drained(Instant since, Instant now);

  RunInputs in_;
  std::optional<Rollback> rollback_;  ///< Set once a step has failed that can be taken back.
  PresentStep step_;
  ChangePhase phase_;
  int effects_ = 0;  ///< Number of calls of this run that had an effect.
  /// The step with the change's own call, if it was accepted and nothing shows that it had no effect.
  std::optional<std::size_t> own_effect_;
  std::string made_id_;
  std::vector<RunEvent> events_;
};

}  // namespace muster
