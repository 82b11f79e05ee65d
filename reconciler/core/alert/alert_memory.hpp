#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/alert/alert.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// An apply that did not complete all changes.
struct FailedApply {
  PlanId plan;
  Instant at;
  bool unknown = false;  ///< The outcome of some change is unknown.
  std::string summary;

  friend bool operator==(const FailedApply&, const FailedApply&) = default;
};

/// The monthly cost at one instant.
struct SeenCost {
  Instant at;
  Money month;

  friend bool operator==(const SeenCost&, const SeenCost&) = default;
};

/// The data of earlier rounds that alerts need. Only this survives a round and a restart.
struct AlertMemory {
  std::vector<SeenCost> costs;     ///< Of the last hour, oldest first; at most one each minute.
  std::vector<Instant> lost_lead;  ///< Within the last hour.
  bool led = false;                ///< Whether muster held the lease in the last round.
  /// Set until an apply completes all changes, or nothing is left to do.
  std::optional<FailedApply> failed_apply;
  std::string commit;      ///< The commit that was applied last; empty if unknown.
  bool suspended = false;  ///< Whether the loop was suspended in the last round.

  friend bool operator==(const AlertMemory&, const AlertMemory&) = default;
};

/// Returns the memory after a round that ended at `now`.
AlertMemory remember(AlertMemory memory, const Round& round, Instant now);

}  // namespace muster
