#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/core/plan/approval/plan_review.hpp"
#include "reconciler/core/reconcile/round.hpp"
#include "reconciler/engine/lease/leadership.hpp"
#include "reconciler/engine/observe/declared.hpp"
#include "reconciler/engine/observe/observe.hpp"

namespace muster {

// The ports of the loop: files, keys, formats and reports, which it cannot handle itself. Each has one duty.
// No call may exceed its own time limit, because the loop waits for it.

/// The result of following git.
struct Followed {
  Revision attempted;
  std::optional<Error> invalid;  ///< Why the newest revision is not used: invalid files, a rewritten branch.
  std::optional<Declared> declared;  ///< The newest valid files; nullopt if there never were any.
  Revision applied;                  ///< Of `declared`.
};

/// The revisions of the declared files.
class RevisionSource {
 public:
  virtual ~RevisionSource() = default;
  /// Fetches and reads the newest revision. A revision that refusal_to_follow rejects is not used.
  virtual Followed follow(Instant now) = 0;
};

/// The gate before each change of the cloud.
class LeaseGate {
 public:
  virtual ~LeaseGate() = default;
  /// Sets the lease, or nullptr if this loop does not hold one: then no change may be sent to the cloud. The
  /// lease outlives its use here.
  virtual void led_by(const Leadership* leadership) = 0;
};

/// The observation of a fleet.
class WorldObserver {
 public:
  virtual ~WorldObserver() = default;
  /// Observes the fleet, its readings and its history, with the changes in flight. Fails as observe does.
  virtual Result<Observation> look(const Declared& declared, const InFlightChanges& in_flight,
                                   Instant now) = 0;
};

/// The check of plans against the present rules and approvals.
class PlanReviewer {
 public:
  virtual ~PlanReviewer() = default;
  /// Checks a plan again; `under_way` counts as done. Fails as review_plan does.
  virtual Result<PlanReview> review(const Plan& plan, const World& world, Instant now,
                                    const std::vector<RecentChange>& under_way) = 0;
  /// Checks the part of a plan that an interrupted apply started. It does not trust the approval in the
  /// journal: rules and signatures count as of the start of the apply. Fails as review_begun does.
  virtual Result<PlanReview> review_begun(const Plan& part, const Plan& whole, const OpenApply& open,
                                          const World& world) = 0;
};

/// The format of plan files.
class PlanFormat {
 public:
  virtual ~PlanFormat() = default;
  /// Convert a plan to the text of its file and back. Fail as write_plan and read_plan of plan files do.
  virtual Result<std::string> write_plan(const Plan& plan) = 0;
  virtual Result<Plan> read_plan(const std::string& json) = 0;
};

/// The documents of the loop in the store.
class LoopDocuments {
 public:
  virtual ~LoopDocuments() = default;
  /// Loads and saves the pending plans. Fail as the store does.
  virtual Result<std::vector<PendingPlan>> load_pending(const Declared& declared) = 0;
  virtual Result<Done> save_pending(const Declared& declared, const std::vector<PendingPlan>& pending,
                                    LeaseToken lease) = 0;
  /// Records the last applied state, after an apply.
  virtual void apply_ended(LeaseToken lease) = 0;
};

/// The reports of rounds.
class RoundReporter {
 public:
  virtual ~RoundReporter() = default;
  /// Called after a round, for logs, metrics, alerts and status.
  virtual void report(const Round& round, Instant next) = 0;
};

/// All ports of a loop; they outlive it.
struct LoopPorts {
  RevisionSource& revisions;
  LeaseGate& gate;
  WorldObserver& observer;
  PlanReviewer& reviewer;
  PlanFormat& plans;
  LoopDocuments& documents;
  RoundReporter& reporter;
};

}  // namespace muster
