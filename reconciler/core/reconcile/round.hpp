#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/apply/outcome.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/propose.hpp"
#include "reconciler/core/reconcile/pending_plan.hpp"

namespace muster {

/// The steps of a round, in their order.
enum class RoundStep { lead, recover, follow, observe, propose, judge, apply, record };
const char* to_string(RoundStep step);

/// The result of one step of a round.
struct StepTaken {
  RoundStep step = RoundStep::lead;
  Duration took{0};
  std::optional<Error> error;  ///< nullopt if it succeeded.
};

/// A version of the declared files.
struct Revision {
  std::string commit;  ///< Empty if they are not in git.
  Digest declared;     ///< Digest of the files.

  friend bool operator==(const Revision&, const Revision&) = default;
};

/// An apply that runs beside the loop.
struct RunningApply {
  PlanId plan;
  std::string approved_by;
  Instant since;
  Instant moved_at;  ///< Last time at which a change started or ended; if it is long ago, the apply is stuck.
  int changes = 0;
  int ended = 0;          ///< Number of changes.
  std::string message;    ///< "machine.worker/1: waiting for it to run".
  bool recovery = false;  ///< It completes an earlier apply.
};

/// An apply that ended since the last round.
struct EndedApply {
  Plan plan;
  ApplyReport report;
  Instant began;
  std::string approved_by;
  bool recovery = false;
};

/// A plan, or a part of one, that no approval lifts: it violates a guard or a bound.
struct RefusedPlan {
  PlanId plan;
  std::vector<std::string> addresses;
  std::vector<std::string> reasons;
};

/// A part of a plan that failed recently and is paused.
struct PausedPlan {
  std::vector<std::string> addresses;
  Instant until;
  int failures = 0;  ///< Failures in a row.
};

/// A pending plan that was removed without an apply.
struct WithdrawnPlan {
  PlanId plan;
  std::string why;  ///< "rejected by ada: too dear", "what was seen since asks for something else".
};

/// All observations, decisions and actions of one round: the source of metrics, alerts and status.
struct Round {
  std::int64_t number = 0;  ///< From 1, since the process started.
  Instant began;
  Instant ended;
  std::vector<StepTaken> steps;

  bool leads = false;        ///< muster holds the fleet's lease; without it it changes nothing.
  std::string led_by;        ///< The holder otherwise.
  bool suspended = false;    ///< The fleet file suspends the loop: it observes, and changes nothing.
  std::string held_because;  ///< Why no change starts although muster holds the lease: a maintenance window.
  FleetName fleet;
  Revision attempted;            ///< The newest revision in git, valid or not.
  Revision applied;              ///< The revision of this round: the newest valid one.
  std::optional<Error> invalid;  ///< Why `attempted` is not used.

  /// The observation and its proposal; nullptr if the observation failed, see `steps`.
  std::shared_ptr<const World> world;
  std::shared_ptr<const Proposal> proposal;
  Instant weighed_at;  ///< The instant at which readings were evaluated.
  /// Sources that did not answer, as full sentences without a final stop.
  std::vector<std::string> warnings;

  std::vector<PendingPlan> pending;
  std::vector<RefusedPlan> refused;
  std::vector<WithdrawnPlan> withdrawn;
  std::vector<PausedPlan> paused;
  std::vector<RunningApply> running;
  std::vector<EndedApply> ended_applies;
  /// Step of the wall clock since the round before; negative for backwards.
  Duration clock_set{0};
};

/// Returns the error of a step; nullptr if it succeeded or was not executed.
const Error* error_of(const Round& round, RoundStep step);

}  // namespace muster
