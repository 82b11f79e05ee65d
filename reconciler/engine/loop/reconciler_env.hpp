#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/core/plan/approval/plan_review.hpp"
#include "reconciler/core/reconcile/round.hpp"
#include "reconciler/engine/apply/apply_observer.hpp"
#include "reconciler/engine/lease/leadership.hpp"
#include "reconciler/engine/observe/declared.hpp"
#include "reconciler/engine/observe/observe.hpp"

namespace muster {

/// The result of following git.
struct Followed {
  Revision attempted;
  std::optional<Error> invalid;  ///< Why the newest revision is not used: invalid files, a rewritten branch.
  std::optional<Declared> declared;  ///< The newest valid files; nullopt if there never were any.
  Revision applied;                  ///< Of `declared`.
};

/// The environment of the loop: files, keys, formats and reports, which it cannot handle itself. No call may
/// exceed its own time limit, because the loop waits for it.
class ReconcilerEnv {
 public:
  virtual ~ReconcilerEnv() = default;

  /// Fetches and reads the newest revision. A revision that refusal_to_follow rejects is not used.
  virtual Followed follow(Instant now) = 0;

  /// Sets the lease, or nullptr if this loop does not hold one: then no change may be sent to the cloud. The
  /// lease outlives its use here.
  virtual void led_by(const Leadership* leadership) = 0;

  /// Observes the fleet, its readings and its history, with the changes in flight. Fails as observe does.
  virtual Result<Observation> look(const Declared& declared, const InFlightChanges& in_flight,
                                   Instant now) = 0;

  /// Checks a plan again with the present rules; `under_way` counts as done. Fails as review_plan does.
  virtual Result<PlanReview> review(const Plan& plan, const World& world, Instant now,
                                    const std::vector<RecentChange>& under_way) = 0;

  /// Checks the part of a plan that an interrupted apply started. It does not trust the approval in the
  /// journal: rules and signatures count as of the start of the apply. Fails as review_begun does.
  virtual Result<PlanReview> review_begun(const Plan& part, const Plan& whole, const OpenApply& open,
                                          const World& world) {
    (void)whole;
    return review(part, world, open.at, {});
  }

  /// Convert a plan to the text of its file and back. Fail as write_plan and read_plan of plan files do.
  virtual Result<std::string> write_plan(const Plan& plan) = 0;
  virtual Result<Plan> read_plan(const std::string& json) = 0;

  /// Loads and saves the pending plans in the store. Fail as the store does.
  virtual Result<std::vector<PendingPlan>> load_pending(const Declared& declared) = 0;
  virtual Result<Done> save_pending(const Declared& declared, const std::vector<PendingPlan>& pending,
                                    LeaseToken lease) = 0;

  /// Called after an apply: records the last applied state.
  virtual void apply_ended(const Declared& declared, LeaseToken lease) = 0;

  /// Receives the events of applies.
  virtual ApplyObserver& observer() = 0;

  /// Called after a round, for logs, metrics, alerts and status.
  virtual void report(const Round& round, Instant next) = 0;
};

}  // namespace muster
