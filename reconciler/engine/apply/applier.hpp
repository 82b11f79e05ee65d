#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/apply/bindings.hpp"
#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/apply/progress.hpp"
#include "reconciler/core/apply/step_context.hpp"
#include "reconciler/engine/apply/apply_observer.hpp"
#include "reconciler/engine/apply/apply_options.hpp"
#include "reconciler/engine/apply/call_maker.hpp"
#include "reconciler/engine/apply/change_run.hpp"
#include "reconciler/engine/apply/fallbacks.hpp"
#include "reconciler/engine/call/journal_writer.hpp"
#include "reconciler/ports/provider.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// What an apply works with; all of it outlives the apply.
struct ApplyContext {
  const Plan& plan;
  const ActualState& actual;
  Provider& provider;
  Store& store;
  ApplyObserver& observer;
  const ApplyOptions& options;
};

/// One apply, as a loop that is stepped by hand: `step` starts what may start, `answer` takes what came back.
/// It never waits; apply_plan does, and tests move a clock instead.
class Applier {
 public:
  Applier(const ApplyContext& context, Instant now);

  /// Begins changes that are ready, makes calls that are due, ends what is over.
  void step(Instant now);
  void answer(const Completion& completion, Instant now);
  /// The wall clock was set by so much since the last call.
  void clock_set(Duration by);

  bool finished() const { return progress_.finished(); }
  bool calls_in_flight() const { return calls_.in_flight(); }
  /// When `step` has something to do again, answers aside; far away when only answers are waited for.
  Instant next_due() const { return calls_.next_due(runs_); }

  /// Ends the journal and tells the observer. Once, when finished.
  ApplyReport close(Instant now);

 private:
  void heed_interrupt(Instant now);
  void heed_lease(Instant now);
  void stop_at_once(const std::string& reason, Instant now);
  std::optional<Error> announce(const ChangeRun& run, const NextCall& call, Instant now);
  void begin_ready(Instant now);
  void begin(const Change& change, Instant now);
  std::optional<Error> start_run(const Change& change, bool look_before, Instant began, Instant now);
  bool fall_back(const ChangeRun& run, Instant now);
  void remember_missing(const SizeName& size, const Region& region, Instant now);
  bool make_calls(Instant now);
  bool end_runs(Instant now);
  void tell_events(ChangeRun& run, Instant now);
  void tell_drained(const Change& change, const Drained& drained, Instant now);
  void write_end(const Change& change, const Outcome& outcome, Instant now);
  void end(const Change& change, const Outcome& outcome, Instant started, Instant now);
  void react_to(const Change& change, const Error& error, Instant now);
  void react_to(const ChangeRun& run, Instant now);
  const Skipped* refused_kind(const Change& change) const;
  Outcome with_demand(const Change& change, const Outcome& outcome) const;
  void stop_starting(const std::string& reason, Instant now);
  ApplyTally tally() const;

  ApplyContext context_;
  Progress progress_;
  JournalWriter journal_;
  Bindings bindings_;
  EarlierApplies earlier_;  ///< Of the same plan, says the journal.
  Fallbacks fallbacks_;
  std::vector<JournalEntry> missed_;  ///< What was sold out lately, this apply's own findings included.
  std::deque<const Change*> queue_;   ///< Ready, not begun yet.
  CallMaker::Runs runs_;
  CallMaker calls_;
  std::set<ChangeId> told_;
  std::string stopped_;
  std::map<std::string, Skipped> no_more_;  ///< By type: why no more of it is made.
  std::map<std::string, int> denied_;       ///< By type: so many were refused by name.
  struct Made {
    int now = 0;  ///< By this apply.
    int all = 0;  ///< With what was there already.
  };
  std::map<std::string, Made> made_;  ///< Of what changes create, by type.
  bool interrupted_ = false;
};

}  // namespace muster
