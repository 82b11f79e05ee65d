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

/// The parts of a round, in the order that they are taken.
enum class RoundStep { lead, recover, follow, observe, propose, judge, apply, record };
const char* to_string(RoundStep step);

/// How one part of a round went.
struct StepTaken {
  RoundStep step = RoundStep::lead;
  Duration took{0};
  std::optional<Error> error;  ///< nullopt when it went well.
};

/// A state of the declared files.
struct Revision {
  std::string commit;  ///< Empty when they are not in git.
  Digest declared;     ///< Of the files' bytes.

  friend bool operator==(const Revision&, const Revision&) = default;
};

/// An apply under way while the loop goes on.
struct RunningApply {
  PlanId plan;
  std::string approved_by;
  Instant since;
  Instant moved_at;  ///< When anything of it last began or ended; long ago means that it is stuck.
  int changes = 0;
  int ended = 0;
  std::string says;       ///< "machine.worker/1: waiting for it to run".
  bool recovery = false;  ///< It finishes what an earlier apply began.
};

/// An apply that came to its end since the last round.
struct EndedApply {
  Plan plan;
  ApplyReport report;
  Instant began;
  std::string approved_by;
  bool recovery = false;
};

/// A plan, or a part of one, that no approval lifts: it breaks a guard or a bound.
struct RefusedPlan {
  PlanId plan;
  std::vector<std::string> addresses;
  std::vector<std::string> reasons;
};

/// A part of a plan that failed lately and is left alone for a while.
struct PausedPlan {
  std::vector<std::string> addresses;
  Instant until;
  int failures = 0;  ///< In a row.
};

/// A pending plan that is gone without having been applied.
struct WithdrawnPlan {
  PlanId plan;
  std::string why;  ///< "rejected by ada: too dear", "what was seen since asks for something else".
};

/// Everything that one go of the loop saw, decided and did: what metrics, alerts and status are made from.
struct Round {
  std::int64_t number = 0;  ///< From 1, since the process began.
  Instant began;
  Instant ended;
  std::vector<StepTaken> steps;

  bool leads = false;        ///< Holds the fleet's lease; without it nothing is changed.
  std::string led_by;        ///< Who does otherwise.
  bool suspended = false;    ///< The fleet file says so: looks, and changes nothing.
  std::string held_because;  ///< Why nothing is begun although it leads: a maintenance window that denies.
  FleetName fleet;
  Revision attempted;            ///< What git has, valid or not.
  Revision applied;              ///< What this round went by: the newest that was valid.
  std::optional<Error> invalid;  ///< Why `attempted` is not followed.

  /// What was seen and what it came to; nullptr when the look failed, which `steps` tells.
  std::shared_ptr<const World> world;
  std::shared_ptr<const Proposal> proposal;
  Instant weighed_at;                 ///< The instant that readings were weighed at.
  std::vector<std::string> warnings;  ///< Sources that did not answer, in full sentences without final stop.

  std::vector<PendingPlan> pending;
  std::vector<RefusedPlan> refused;
  std::vector<WithdrawnPlan> withdrawn;
  std::vector<PausedPlan> paused;
  std::vector<RunningApply> running;
  std::vector<EndedApply> ended_applies;
  /// By how much somebody set the wall clock since the round before; below 0 for back.
  Duration clock_set{0};
};

/// The error of a step; nullptr when it went well or was not taken.
const Error* error_of(const Round& round, RoundStep step);

}  // namespace muster
