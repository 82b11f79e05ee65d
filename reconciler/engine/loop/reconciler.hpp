#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/core/reconcile/change_backoff.hpp"
#include "reconciler/engine/apply/running_plan.hpp"
#include "reconciler/engine/lease/lease_watch.hpp"
#include "reconciler/engine/lease/wall_watch.hpp"
#include "reconciler/engine/loop/loop_ports.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/processes.hpp"
#include "reconciler/ports/provider.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// Settings of the loop.
struct LoopOptions {
  Duration interval = std::chrono::seconds(30);
  /// Each wait is up to this much longer or shorter, so that fleets do not run in step.
  int jitter_percent = 5;
  std::uint64_t seed = 1;  ///< Seed of the jitter.
  Duration lease_ttl = std::chrono::seconds(60);
  std::string command = "muster reconcile";
  /// An apply without progress for this long is stopped at once for a newer revision, and its started changes
  /// are completed beside the next ones. The effect of a stalled change no longer counts, because an overload
  /// must not wait for it.
  Duration stalled_after = std::chrono::minutes(5);
  /// Number of applies at the same time, each for its own pools.
  int most_at_once = 16;
  /// Time for which the journal is kept; at least as long as decisions and recovery need.
  Duration keep = std::chrono::days(90);
  /// Executes plans that need an approval too: for the sandbox. It lifts no refusal.
  bool auto_approve = false;
};

/// The dependencies of the loop; all of them outlive it.
struct ReconcilerDeps {
  LoopPorts env;
  Provider& provider;
  Store& store;
  Clock& clock;
  const Processes& processes;
};

/// The GitOps loop, stepped by its caller: it takes the lease, follows git, observes, recovers, proposes,
/// judges, starts applies and reports. Rounds continue at their interval while applies run beside them, so a
/// pool that hangs does not delay others. It never waits itself: `run_loop` waits, and tests move a clock
/// instead.
class Reconciler {
 public:
  Reconciler(ReconcilerDeps deps, LoopOptions terms);
  ~Reconciler();

  /// Processes answers to calls, advances applies, and runs a round if one is due.
  void step(Instant now);
  void answer(const std::vector<Completion>& completions, Instant now);

  /// Makes the next round due at once.
  void wake() { next_round_ = deps_.clock.uptime(); }
  /// Completes started changes and starts no others; the second call stops at once.
  void stop();
  bool stopping() const { return stopping_; }
  bool finished() const { return stopping_ && running_.empty(); }
  bool busy() const { return !running_.empty(); }
  bool calls_in_flight() const;
  /// Time of the next work of `step`, by the present wall clock. Rounds are due by a clock that nothing sets.
  Instant next_due() const;
  Instant next_round() const;
  bool round_is_due() const { return deps_.clock.uptime() >= next_round_; }

  /// Returns the newest round; nullptr before the first.
  const Round* last() const { return last_ ? &*last_ : nullptr; }
  std::int64_t rounds() const { return number_; }

 private:
  void check_clock();
  void move_applies(Instant now);
  void give_way(Instant now);
  void round(Instant now);
  void report_last_round(Instant now);
  std::optional<Error> lead(Round& round);
  std::optional<Error> follow(Round& round, Instant now);
  std::optional<Error> look(Round& round, Instant now);
  std::optional<Error> recover(const World& world, Instant now);
  void count_recovered(Round& round, Instant now) const;
  std::optional<Error> recover_one(const OpenApply& open, const World& world, Instant now);
  void reconcile(Round& round, Instant now);
  void judge_all(Round& round, const World& world, const Plan& whole, Instant now);
  std::vector<Change> without_paused(Round& round, const std::vector<Change>& changes, Instant now) const;
  bool judge_whole(const Plan& plan, const World& world, Instant now);
  void judge_part(Round& round, Plan part, const World& world, Instant now);
  void queue(Plan part, const PlanReview& review, Instant now);
  void withdraw_outdated(Round& round, const World& world, Instant now);
  std::optional<std::string> consent_to(const PlanReview& review) const;
  std::optional<Error> begin(const Plan& plan, const std::string& by, const World& world, Instant now);
  /// Starts an apply; this function sets the fields of `terms` that belong to this loop.
  void run(const Plan& plan, RunOptions terms, const World& world, Instant now);
  std::optional<Error> record(Instant now);
  void schedule(Duration began);
  ActiveChanges under_way() const;
  std::vector<RecentChange> changes_under_way(Instant now) const;
  InFlightChanges in_flight(Instant now) const;
  bool may_begin(const Round& round) const;

  ReconcilerDeps deps_;
  LoopOptions terms_;
  std::optional<Declared> declared_;
  Revision applied_;
  std::unique_ptr<Leadership> leadership_;
  LeaseWatch other_lease_;    ///< While another process leads.
  ApplyObserver unobserved_;  ///< Rounds show the progress of applies.
  std::vector<std::unique_ptr<RunningPlan>> running_;
  std::vector<EndedApply> ended_;  ///< Since the last round.
  std::vector<PendingPlan> pending_;
  std::vector<PendingPlan> saved_;  ///< As stored.
  bool pending_loaded_ = false;
  ChangeBackoff change_backoff_;
  bool recover_due_ = true;  ///< Some apply may be open.
  bool stopping_ = false;
  std::int64_t number_ = 0;
  std::uint64_t next_apply_ = 1;
  Duration next_round_{0};  ///< By the clock's uptime.
  WallWatch wall_;
  Duration clock_set_{0};    ///< Since the last round.
  Instant next_clearing_{};  ///< Next removal of old journal entries.
  std::uint64_t random_;
  std::optional<Round> last_;
};

/// Steps the loop until it has finished. `check_requests` is called every 200 ms for signals and requests of
/// the network: it may wake or stop the loop.
void run_loop(Reconciler& loop, Provider& provider, Clock& clock,
              const std::function<void(Reconciler&)>& check_requests);

}  // namespace muster
