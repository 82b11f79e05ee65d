#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// A plan that waits for an approval. It stays the same plan, with the same id, while each new round proposes
/// the same changes; otherwise it is withdrawn.
struct PendingPlan {
  Plan plan;
  std::string plan_json;  ///< The content of its file: these bytes are approved and applied.
  Instant since;          ///< Time of its first proposal.
  Instant confirmed_at;   ///< Last time at which a round proposed the same changes.
  /// The approver who rejected it, and the reason. muster does not request an approval again for the same
  /// changes. Empty if it was not rejected.
  std::string rejected{};

  friend bool operator==(const PendingPlan&, const PendingPlan&) = default;
};

}  // namespace muster
