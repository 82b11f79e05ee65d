#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/core/plan/judgement.hpp"
#include "reconciler/core/reconcile/round.hpp"
#include "reconciler/engine/apply/apply_observer.hpp"
#include "reconciler/engine/lease/leadership.hpp"
#include "reconciler/engine/observe/declared.hpp"
#include "reconciler/engine/observe/observe.hpp"

namespace muster {

/// What git came to.
struct Followed {
  Revision attempted;
  std::optional<Error>
      invalid;  ///< Why it is not followed: files with mistakes, a branch that was rewritten.
  std::optional<Declared> declared;  ///< The newest valid files; nullopt while there never were any.
  Revision applied;                  ///< Of `declared`.
};

/// What the loop needs of its surroundings and cannot do itself: files, keys, formats, and telling people.
/// Nothing here may take longer than its own time limit: the loop waits for it.
class RoundDesk {
 public:
  virtual ~RoundDesk() = default;

  /// Asks git for what is new, and reads it. What refusal_to_follow refuses is not followed.
  virtual Followed follow(Instant now) = 0;

  /// Who leads from now on, or nullptr when this loop does not: then no change may leave for the cloud. The
  /// leadership outlives its being told.
  virtual void led_by(const Leadership* leadership) = 0;

  /// The fleet, its readings, its history, beside what is under way.
  virtual Result<Observation> look(const Declared& declared, const InFlightChanges& becoming,
                                   Instant now) = 0;

  /// Judges a plan again by what holds now; `under_way` counts as done. See weigh_plan.
  virtual Result<Judgement> weigh(const Plan& plan, const World& world, Instant now,
                                  const std::vector<RecentChange>& under_way) = 0;

  /// Judges the part of a plan that an apply began before it was cut off. The journal is not believed about
  /// who approved it: rules and signatures count as of the instant when it began.
  virtual Result<Judgement> weigh_begun(const Plan& part, const Plan& whole, const OpenApply& open,
                                        const World& world) {
    (void)whole;
    return weigh(part, world, open.at, {});
  }

  virtual Result<std::string> write_plan(const Plan& plan) = 0;
  virtual Result<Plan> read_plan(const std::string& json) = 0;

  /// Plans that waited when the loop was last at work, and those that wait now.
  virtual Result<std::vector<PendingPlan>> load_pending(const Declared& declared) = 0;
  virtual Result<Done> save_pending(const Declared& declared, const std::vector<PendingPlan>& pending,
                                    LeaseToken lease) = 0;

  /// An apply ended: how it left the fleet is noted, for drift.
  virtual void left(const Declared& declared, LeaseToken lease) = 0;

  /// Who is told what applies do while they do it.
  virtual ApplyObserver& observer() = 0;

  /// A round is over: logs, metrics, alerts, status.
  virtual void tell(const Round& round, Instant next) = 0;
};

}  // namespace muster
