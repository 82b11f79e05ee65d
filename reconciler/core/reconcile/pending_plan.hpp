#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// A plan that waits for people. It stays the same plan, with the same id, for as long as each new look comes
/// to the same changes; once one does not, it is withdrawn.
struct PendingPlan {
  Plan plan;
  std::string plan_json;  ///< As its file has it: what is approved, and what is carried out.
  Instant since;          ///< When it was first proposed.
  Instant confirmed_at;   ///< When a look last came to the same changes.
  /// Who said no, and why: nobody is asked again while the same changes are proposed. Empty otherwise.
  std::string rejected{};

  friend bool operator==(const PendingPlan&, const PendingPlan&) = default;
};

}  // namespace muster
