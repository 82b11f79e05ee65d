#pragma once

#include <string>
#include <vector>

#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// A condition as in Kubernetes: whether something is true, the reason, and the time of its last change.
struct Condition {
  /// "Ready", "SourceReady", "ReadingsReady", "Reconciling", "ApprovalNeeded", "Suspended".
  std::string type;
  bool holds = false;
  std::string reason;   ///< One word for programs: "Succeeded", "InvalidRevision".
  std::string message;  ///< For people; one sentence without a final stop.
  Instant since{};      ///< Time at which `holds` last changed.

  friend bool operator==(const Condition&, const Condition&) = default;
};

/// Returns the conditions after a round, in the order above. An unchanged condition keeps `since` from
/// `before`.
std::vector<Condition> conditions_of(const Round& round, const std::vector<Condition>& before);

}  // namespace muster
