#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reconciler/core/reconcile/round.hpp"
#include "reconciler/core/reconcile/under_way.hpp"
#include "reconciler/engine/apply/applier.hpp"

namespace muster {

/// On what terms a plan is carried out beside others.
struct RunTerms {
  std::string approved_by;
  std::string plan_json{};
  bool recovery = false;  ///< Finish what an earlier apply of it began, and nothing else.
  Leadership* leadership = nullptr;
  std::uint64_t number = 1;  ///< Different for all that run: keeps their calls apart.
  Digest declared{};         ///< Of the files that it came from.
};

/// An apply under way while the loop goes on: the applier with all that it works with, and what people are
/// told of it.
class RunningPlan {
 public:
  RunningPlan(Plan plan, ActualState actual, Provider& provider, Store& store, ApplyObserver& observer,
              RunTerms terms, Instant now);
  RunningPlan(const RunningPlan&) = delete;
  RunningPlan& operator=(const RunningPlan&) = delete;

  void step(Instant now) { applier_.step(now); }
  /// Whether this call is one of its own.
  bool asked(Ticket ticket) const;
  void answer(const Completion& completion, Instant now) { applier_.answer(completion, now); }
  /// The wall clock was set by so much since the last call.
  void clock_set(Duration by);
  bool finished() const { return applier_.finished(); }
  bool calls_in_flight() const { return applier_.calls_in_flight(); }
  Instant next_due() const { return applier_.next_due(); }

  /// The first time: what is begun is finished, nothing else is begun. The second time: stop at once.
  void interrupt() { interrupt_.raise(); }
  bool interrupted() const { return interrupt_.level() != Interrupt::Level::none; }
  bool stopping_at_once() const { return interrupt_.level() == Interrupt::Level::stop_at_once; }

  /// Its changes that have not ended, for whoever plans beside it.
  std::vector<const Change*> open_changes() const;
  /// Those of them that have begun, and when each moved last.
  std::vector<std::pair<const Change*, Instant>> begun_changes() const;
  RunningApply shown() const;
  const Plan& plan() const { return plan_; }
  const Digest& declared() const { return terms_.declared; }

  EndedApply close(Instant now);

 private:
  /// Listens in, and passes on.
  class Ear final : public ApplyObserver {
   public:
    Ear(ApplyObserver& next, Instant now) : moved_at(now), next_(next) {}
    void apply_started(const Plan& plan, Instant now) override { next_.apply_started(plan, now); }
    void change_started(const Change& change, const ApplyTally& tally, Instant now) override;
    void step_started(const Change& change, const std::string& text, Instant now) override;
    void polled(const Change& change, const std::string& text, Duration waited, Instant now) override;
    void retrying(const Change& change, const Error& error, Duration wait, Instant now) override;
    void noted(const Change& change, const std::string& text, Instant now) override;
    void change_ended(const Change& change, const ChangeReport& report, const ApplyTally& tally,
                      Instant now) override;
    void stopping(const std::string& reason, Instant now) override { next_.stopping(reason, now); }
    void apply_ended(const ApplyReport& report, Instant now) override { next_.apply_ended(report, now); }

    Instant moved_at;
    std::string says;
    std::set<ChangeId> ended;
    struct Begun {
      Instant moved_at;
      std::string at;  ///< Its step: one that is tried again does not move.
    };
    std::map<ChangeId, Begun> begun;  ///< And not ended.

   private:
    ApplyObserver& next_;
  };

  Plan plan_;
  ActualState actual_;
  RunTerms terms_;
  Instant began_;
  Interrupt interrupt_;
  Ear ear_;
  ApplyOptions options_;
  Applier applier_;
};

}  // namespace muster
