#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reconciler/core/reconcile/active_changes.hpp"
#include "reconciler/core/reconcile/round.hpp"
#include "reconciler/engine/apply/applier.hpp"

namespace muster {

/// Settings of a plan that runs beside others.
struct RunOptions {
  std::string approved_by;
  std::string plan_json{};
  bool recovery = false;  ///< Complete an earlier apply of it, and nothing else.
  Leadership* leadership = nullptr;
  std::uint64_t number = 1;  ///< Different for all running plans: keeps their calls apart.
  Digest declared{};         ///< Digest of its declared files.
};

/// The dependencies of a plan that runs beside others; all of them outlive it.
struct RunDeps {
  Provider& provider;
  Store& store;
  ApplyObserver& observer;
};

/// An apply that runs beside the loop: the applier with its inputs, and its progress.
class RunningPlan {
 public:
  RunningPlan(Plan plan, ActualState actual, RunDeps deps, RunOptions terms, Instant now);
  RunningPlan(const RunningPlan&) = delete;
  RunningPlan& operator=(const RunningPlan&) = delete;

  void step(Instant now) { applier_.step(now); }
  /// Whether this call is one of its own.
  bool asked(Ticket ticket) const;
  void answer(const Completion& completion, Instant now) { applier_.answer(completion, now); }
  /// Reports that the wall clock was set by this much since the last call.
  void clock_set(Duration by);
  bool finished() const { return applier_.finished(); }
  bool calls_in_flight() const { return applier_.calls_in_flight(); }
  Instant next_due() const { return applier_.next_due(); }

  /// The first call: complete the started changes, start no others. The second call: stop at once.
  void interrupt() { interrupt_.raise(); }
  bool interrupted() const { return interrupt_.level() != Interrupt::Level::none; }
  bool stopping_at_once() const { return interrupt_.level() == Interrupt::Level::stop_at_once; }

  /// Its changes that have not ended, for a plan beside it.
  std::vector<const Change*> open_changes() const;
  /// Those that have started, with the time of their last progress.
  std::vector<std::pair<const Change*, Instant>> begun_changes() const;
  RunningApply shown() const;
  const Plan& plan() const { return plan_; }
  const Digest& declared() const { return terms_.declared; }

  EndedApply close(Instant now);

 private:
  /// Records the events and passes them on.
  class ProgressRecorder final : public ApplyObserver {
   public:
    ProgressRecorder(ApplyObserver& next, Instant now) : moved_at(now), next_(next) {}
    void apply_started(const Plan& plan, Instant now) override { next_.apply_started(plan, now); }
    void change_started(const Change& change, const ApplyCounts& counts, Instant now) override;
    void step_started(const Change& change, const std::string& text, Instant now) override;
    void polled(const Change& change, const std::string& text, Duration waited, Instant now) override;
    void retrying(const Change& change, const Error& error, Duration wait, Instant now) override;
    void noted(const Change& change, const std::string& text, Instant now) override;
    void change_ended(const Change& change, const ChangeReport& report, const ApplyCounts& counts,
                      Instant now) override;
    void stopping(const std::string& reason, Instant now) override { next_.stopping(reason, now); }
    void apply_ended(const ApplyReport& report, Instant now) override { next_.apply_ended(report, now); }

    Instant moved_at;
    std::string message;
    std::set<ChangeId> ended;
    struct Begun {
      Instant moved_at;
      std::string at;  ///< Its step: a repeated step is no progress.
    };
    std::map<ChangeId, Begun> begun;  ///< Started and not ended.

   private:
    ApplyObserver& next_;
  };

  Plan plan_;
  ActualState actual_;
  RunOptions terms_;
  Instant began_;
  Interrupt interrupt_;
  ProgressRecorder ear_;
  ApplyOptions options_;
  Applier applier_;
};

}  // namespace muster
