#pragma once

#include <string>
#include <vector>

#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// One thing that is so or not, why, and since when: what Kubernetes calls a condition.
struct Condition {
  std::string
      type;  ///< "Ready", "SourceReady", "ReadingsReady", "Reconciling", "ApprovalNeeded", "Suspended".
  bool holds = false;
  std::string reason;  ///< One word for machines: "Succeeded", "InvalidRevision".
  std::string says;    ///< For people; a sentence without final stop.
  Instant since;       ///< When `holds` last changed.

  friend bool operator==(const Condition&, const Condition&) = default;
};

/// The conditions after a round, in the order above. `since` is kept from `before` where nothing changed.
std::vector<Condition> conditions_of(const Round& round, const std::vector<Condition>& before);

}  // namespace muster
