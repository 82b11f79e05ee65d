#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/apply/progress.hpp"
#include "reconciler/core/apply/resource_ids.hpp"
#include "reconciler/core/apply/step_context.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/engine/apply/apply_observer.hpp"
#include "reconciler/engine/apply/apply_options.hpp"
#include "reconciler/engine/apply/call_maker.hpp"
#include "reconciler/engine/apply/capacity_fallback.hpp"
#include "reconciler/engine/apply/change_run.hpp"
#include "reconciler/engine/call/journal_writer.hpp"
#include "reconciler/ports/provider.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// One apply as a loop that its caller steps: `step` starts changes, `answer` processes answers. It never
/// waits; apply_plan waits, and tests move a clock instead.
class Applier {
 public:
  Applier(const ApplyContext& context, Instant now);

  /// Starts changes that are ready, makes calls that are due, and ends changes that are done.
  void step(Instant now);
  void answer(const Completion& completion, Instant now);
  /// Reports that the wall clock was set by this much since the last call.
  void clock_set(Duration by);

  bool finished() const { return progress_.finished(); }
  bool calls_in_flight() const { return calls_.in_flight(); }
  /// Time of the next work of `step`, apart from answers; in the far future if it only waits for answers.
  Instant next_due() const { return calls_.next_due(runs_); }

  /// Ends the journal and notifies the observer. Call it once, when finished.
  ApplyReport close(Instant now);

 private:
  /// What an attempt of a change takes over from earlier ones.
  struct RunStart {
    Instant began;  ///< Start of the first attempt.
    std::optional<EarlierCalls> earlier_calls{};
    std::string destroyed{};
  };

  void check_interrupt(Instant now);
  void check_lease(Instant now);
  void stop_at_once(const std::string& reason, Instant now);
  std::optional<Error> record_intent(const ChangeRun& run, const NextCall& call, Instant now);
  void begin_ready(Instant now);
  void begin(const Change& change, Instant now);
  std::optional<Error> start_run(const Change& change, RunStart start, Instant now);
  bool fall_back(const ChangeRun& run, Instant now);
  void remember_missing(const SizeName& size, const Region& region, Instant now);
  bool make_calls(Instant now);
  bool end_runs(Instant now);
  void report_events(ChangeRun& run, Instant now);
  void report_drained(const Change& change, const Drained& drained, Instant now);
  void write_end(const Change& change, const Outcome& outcome, Instant now);
  void end(const Change& change, const Outcome& outcome, Instant started, Instant now);
  void react_to(const Change& change, const Error& error, Instant now);
  void react_to(const ChangeRun& run, Instant now);
  const Skipped* refused_kind(const Change& change) const;
  Outcome with_demand(const Change& change, const Outcome& outcome) const;
  void stop_starting(const std::string& reason, Instant now);
  ApplyCounts counts() const;

  ApplyContext context_;
  Progress progress_;
  JournalWriter journal_;
  ResourceIds resource_ids_;
  EarlierApplies earlier_;  ///< Earlier applies of the same plan, by the journal.
  CapacityFallback fallback_;
  std::vector<JournalEntry> missed_;  ///< Sizes that were sold out recently, including those of this apply.
  std::deque<const Change*> queue_;   ///< Changes that are ready and not started yet.
  CallMaker::Runs runs_;
  CallMaker calls_;
  std::set<ChangeId> reported_;
  std::set<ChangeId> denied_alone_;  ///< Changes that were denied although their objects could be read.
  std::string stopped_;
  std::map<std::string, Skipped> no_more_;  ///< By type: why no further object of it is created.
  std::map<std::string, int> denied_;       ///< By type: number of objects that were refused by name.
  struct Made {
    int now = 0;  ///< Number created by this apply.
    int all = 0;  ///< Including the earlier existing ones.
  };
  std::map<std::string, Made> made_;  ///< By type of the created objects.
  bool interrupted_ = false;
};

}  // namespace muster
