#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/apply/step.hpp"
#include "reconciler/core/apply/verify_outcome.hpp"
#include "reconciler/core/history/earlier_applies.hpp"
#include "reconciler/engine/apply/apply_options.hpp"

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

/// One change during its steps. Passive: the caller takes the due call and passes the answer; it makes no
/// call and reads no clock itself.
class ChangeRun {
 public:
  /// With `look_before`, each call is preceded by a check of its effect: for a change that an earlier apply
  /// may have started.
  ChangeRun(const Change& change, Route route, bool look_before, const ApplyOptions& options, Instant now);
  /// Reports that the wall clock was set by this much: waits and time limits keep their length.
  void clock_set(Duration by) {
    started_at_ += by;
    due_ += by;
    phase_since_ += by;
  }
  /// Sets the start of a further attempt of the same change to the start of the first one.
  void began(Instant at) { started_at_ = at; }
  /// An earlier apply may have completed the effect of this change, and the object shows it: only the calls
  /// after that effect are made. Its machine is not turned off a second time.
  void effect_seen(Instant now);
  /// An earlier attempt created this machine and destroyed it: listings may still show it for a while.
  void gave_up_before(const std::string& machine) { gone_ = machine; }
  /// Times at which earlier applies made each call of the change, by step: interrupted waits do not start
  /// again.
  void called_before(std::map<int, CallTimes> calls) { earlier_calls_ = std::move(calls); }

  const Change& change() const { return *change_; }
  Instant started_at() const { return started_at_; }
  bool in_flight() const { return in_flight_; }
  bool ended() const { return outcome_.has_value(); }
  /// Time of the next call; only while no call is in flight and the run has not ended.
  Instant due() const { return due_; }
  bool waits_to_call() const { return !in_flight_ && !ended(); }
  /// Whether a poll may be made early, together with others: half of the wait is over.
  bool may_look(Instant now) const { return due_ - interval_ / 2 <= now; }
  /// Whether that call has an effect.
  bool due_is_effect() const { return phase_ == Phase::calling; }

  /// Returns the due call. It counts as in flight until `answered` or `refused`.
  NextCall take_call();
  void answered(const Result<Reply>& reply, Instant now);
  /// The call was not made: nothing happened.
  void refused(const Error& error, Instant now);
  /// Ends at once, in any state.
  void stop(const std::string& reason);

  const Outcome& outcome() const { return *outcome_; }
  /// A machine was created, did not become ready, and was destroyed: another one may be created in its place.
  bool gave_up() const { return gave_up_; }
  /// Id of the object that the change created; empty if unknown.
  const std::string& made_id() const { return made_id_; }
  /// Even reading was refused: the key has no rights any longer.
  bool looks_refused() const { return looks_refused_; }
  /// A call was denied, and its object could be read: the key has no right to this call alone.
  bool denied_alone() const { return denied_alone_; }
  /// Somebody else holds the slot: another muster is at work.
  bool met_a_rival() const { return rival_; }
  std::vector<RunEvent> take_events();

 private:
  /// claiming: checks whether somebody else holds the slot before a create; confirming: the same after it.
  /// verifying: checks on the object itself whether an accepted call had its effect.
  enum class Phase { claiming, calling, settling, waiting, verifying, confirming };

  const Step& step() const { return going_back_ ? back_[at_] : route_.steps[at_]; }
  const Operation& operation() const;
  int step_number() const;

  void begin_step(Instant now);
  void step_done(Instant now);
  void begin_waiting(Instant now, bool look_now);
  void call_answered(const Result<Reply>& reply, Instant now);
  void settle_answered(const Result<Reply>& reply, Instant now);
  void wait_answered(const Result<Reply>& reply, Instant now);
  bool reads_action() const;
  bool must_verify() const;
  void action_unread(const std::string& why, Instant now);
  void verify_object(Instant now);
  void verify_answered(const Result<Reply>& reply, Instant now);
  void effect_missing(Instant now);
  void claim_answered(const Result<Reply>& reply, Instant now);
  void confirm_answered(const Result<Reply>& reply, Instant now);
  void call_at(Instant due);
  void confirm(Instant now);
  bool is_given_up(const Reply& holder) const;
  void meet_rival(const std::string& whose, Instant now);
  Instant called_at() const;
  Instant waiting_since(Instant now, bool settled) const;
  void fail_accepted(Error error, Instant now);
  Outcome ended_by(Error error) const;
  void not_done(Instant now);
  void call_failed(const Error& error, Instant now);
  void object_gone(const std::string& detail, Instant now);
  void look_again(Instant now, std::optional<Duration> after = std::nullopt);
  void out_of_patience(Instant now);
  void out_of_sight(const Error& error, Instant now);
  void fail(Error error, Instant now);
  void end(Outcome outcome);
  void end_out_of_service(Error error);
  bool takes_down() const;
  void took(const std::string& object_id);
  void count_agents(const Result<Reply>& reply);
  void report_drained(Instant now);
  bool prepare_way_back(const Error& error);

  const Change* change_;
  Route route_;
  const ApplyOptions* options_;
  Instant started_at_;
  bool look_before_;

  std::size_t at_ = 0;
  Phase phase_ = Phase::calling;
  bool in_flight_ = false;
  Instant due_;
  int attempt_ = 1;
  Duration interval_{0};
  Instant phase_since_;  ///< Start of the waiting or the check.
  bool on_fallback_ = false;
  bool seen_ = false;      ///< The awaited object has been seen at least once.
  bool acted_ = false;     ///< Some call of this run had an effect.
  std::string object_id_;  ///< Object of the present step.
  std::string made_id_;    ///< Object that the change created.
  std::optional<OperationId> running_;
  std::optional<int> agents_before_;  ///< Largest number of agents on the machine in the present step.
  int agents_left_ = 0;
  Instant made_at_{};  ///< Creation time by the cloud, if known.
  std::string gone_;   ///< Created by an earlier attempt, and destroyed.
  std::map<int, CallTimes> earlier_calls_;
  bool claimed_ = false;
  bool accepted_ = false;  ///< The failed call had been accepted: it may have taken effect.
  bool effected_ = false;  ///< The change's own call was accepted, and nothing shows that it had no effect.
  std::string action_unread_;  ///< Why the action of the present step cannot be read; empty if it can.
  bool looks_refused_ = false;
  bool denied_alone_ = false;
  bool rival_ = false;
  std::optional<Error> doubt_;  ///< Why the effect is being checked; nullopt before the first call.
  bool then_repeat_ = true;

  bool going_back_ = false;
  bool gave_up_ = false;
  std::vector<Step> back_;
  std::optional<Error> failure_;  ///< Reported after the rollback.

  std::optional<Outcome> outcome_;
  std::vector<RunEvent> events_;
};

}  // namespace muster
