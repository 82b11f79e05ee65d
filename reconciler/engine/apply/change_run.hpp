#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/apply/settle.hpp"
#include "reconciler/core/apply/step.hpp"
#include "reconciler/core/history/earlier_applies.hpp"
#include "reconciler/engine/apply/apply_options.hpp"

namespace muster {

/// The calls of one change, and the way back from each of them.
struct Route {
  std::vector<Step> steps;
  std::vector<std::vector<Step>> back;  ///< By step: what to do when it fails for good.
};

/// A call that is about to be made.
struct NextCall {
  Operation operation;
  bool effect = false;  ///< Not a look: to be journalled first.
  bool way_back =
      false;  ///< Brings a machine back into service: made even when the journal cannot be written.
  int step = 0;
  std::string says;
};

/// What a run has to tell since it was last asked.
struct StepEnded {
  int step = 0;
  bool ok = false;
  std::string object_id;
  std::string detail;
};
struct Waited {
  std::string says;
  Duration so_far{0};
};
struct Retried {
  Error error;
  Duration wait{0};
};
/// Agents were moved off a machine, or could not all be in time.
struct Drained {
  MachineId machine;
  int moved = 0;
  int cut_off = 0;
  Duration took{0};
};
using RunEvent = std::variant<StepEnded, Waited, Retried, Drained>;

/// One change on its way through its steps. Passive: it is asked for the call that is due and told the
/// answer; it makes no call and reads no clock by itself.
class ChangeRun {
 public:
  /// With `look_before`, each call is preceded by a look whether its effect is there: for a change that an
  /// earlier apply may have begun.
  ChangeRun(const Change& change, Route route, bool look_before, const ApplyOptions& options, Instant now);
  /// The wall clock was set by so much: waits and patience go on as if it had not been.
  void clock_set(Duration by) {
    started_at_ += by;
    due_ += by;
    phase_since_ += by;
  }
  /// The same change once more, as another attempt that began when the first did.
  void began(Instant at) { started_at_ = at; }
  /// An earlier attempt made this machine and gave it up: listings may show it for a while.
  void gave_up_before(const std::string& machine) { gone_ = machine; }
  /// When earlier applies made each of the change's calls, by step: waits that were cut short do not begin
  /// anew.
  void called_before(std::map<int, CallTimes> calls) { earlier_calls_ = std::move(calls); }

  const Change& change() const { return *change_; }
  Instant started_at() const { return started_at_; }
  bool in_flight() const { return in_flight_; }
  bool ended() const { return outcome_.has_value(); }
  /// When the next call is due; only while nothing is in flight and it has not ended.
  Instant due() const { return due_; }
  bool waits_to_call() const { return !in_flight_ && !ended(); }
  /// Whether it may be looked already, when others are looked at: half of the wait is over.
  bool may_look(Instant now) const { return due_ - interval_ / 2 <= now; }
  /// Whether that call has an effect, rather than being a look.
  bool due_is_effect() const { return phase_ == Phase::calling; }

  /// The call that is due. Counts as in flight until `answered` or `refused`.
  NextCall take_call();
  void answered(const Result<Reply>& reply, Instant now);
  /// The call was not made after all: nothing happened.
  void refused(const Error& error, Instant now);
  /// Ends at once, wherever it is.
  void stop(const std::string& reason);

  const Outcome& outcome() const { return *outcome_; }
  /// A machine was made, did not become ready, and is gone again: another may be made in its place.
  bool gave_up() const { return gave_up_; }
  /// What the change made; empty when nothing is known of it.
  const std::string& made_id() const { return made_id_; }
  /// Even looking was refused: the key may nothing any more.
  bool looks_refused() const { return looks_refused_; }
  /// Somebody else holds what the change makes: another muster is at work.
  bool met_a_rival() const { return rival_; }
  std::vector<RunEvent> take_events();

 private:
  /// claiming: asks whether somebody else holds what is about to be made; confirming: the same once it is
  /// there.
  enum class Phase { claiming, calling, settling, waiting, confirming };

  const Step& step() const { return going_back_ ? back_[at_] : route_.steps[at_]; }
  const Operation& operation() const;
  int step_number() const;

  void begin_step(Instant now);
  void step_done(Instant now);
  void begin_waiting(Instant now, bool look_now);
  void call_answered(const Result<Reply>& reply, Instant now);
  void settle_answered(const Result<Reply>& reply, Instant now);
  void wait_answered(const Result<Reply>& reply, Instant now);
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
  void tell_drained(Instant now);
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
  Instant phase_since_;  ///< When the waiting or settling began.
  bool on_fallback_ = false;
  bool seen_ = false;      ///< What is waited for has been there at all.
  bool acted_ = false;     ///< Some call of this run had an effect.
  std::string object_id_;  ///< Of the present step.
  std::string made_id_;    ///< Of what the change made.
  std::optional<OperationId> running_;
  std::optional<int> agents_before_;  ///< Most that were seen on the machine in the present step.
  int agents_left_ = 0;
  Instant made_at_{};  ///< When the cloud made it, as far as it was seen.
  std::string gone_;   ///< Made by an earlier attempt, and given up.
  std::map<int, CallTimes> earlier_calls_;
  bool claimed_ = false;
  bool accepted_ = false;  ///< What failed had been accepted: it may have been done.
  bool looks_refused_ = false;
  bool rival_ = false;
  std::optional<Error> doubt_;  ///< Why it is being looked after; nullopt when nothing was called yet.
  bool then_repeat_ = true;

  bool going_back_ = false;
  bool gave_up_ = false;
  std::vector<Step> back_;
  std::optional<Error> failure_;  ///< What is reported once the way back is over.

  std::optional<Outcome> outcome_;
  std::vector<RunEvent> events_;
};

}  // namespace muster
