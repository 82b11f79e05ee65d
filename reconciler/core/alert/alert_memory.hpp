#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/alert/alert.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// An apply that did not do all that it should.
struct FailedApply {
  PlanId plan;
  Instant at;
  bool unknown = false;  ///< Of some change nobody knows whether it was done.
  std::string summary;

  friend bool operator==(const FailedApply&, const FailedApply&) = default;
};

/// What the month cost at an instant.
struct SeenCost {
  Instant at;
  Money month;

  friend bool operator==(const SeenCost&, const SeenCost&) = default;
};

/// What alerts need to know of earlier rounds: so much, and no more, survives from one to the next and over a
/// restart.
struct AlertMemory {
  std::vector<SeenCost> costs;              ///< Of the last hour, from old to new; one a minute at most.
  std::vector<Instant> lost_lead;           ///< Within the last hour.
  bool led = false;                         ///< In the last round.
  std::optional<FailedApply> failed_apply;  ///< Until an apply does all it should, or nothing is left to do.
  std::string commit;                       ///< That was applied last; empty when none is known.
  bool suspended = false;                   ///< In the last round.

  friend bool operator==(const AlertMemory&, const AlertMemory&) = default;
};

/// The memory after a round that ended at `now`.
AlertMemory remember(AlertMemory memory, const Round& round, Instant now);

}  // namespace muster
