#include "reconciler/core/fleet/declared/approval_rules.hpp"

#include <algorithm>

namespace muster {

ApprovalRules as_uncommitted(ApprovalRules declared) {
  const ApprovalRules usual;
  declared.auto_below_month = std::min(declared.auto_below_month, usual.auto_below_month);
  declared.window = std::max(declared.window, usual.window);
  declared.auto_destroy = AutoDestroy::never;
  declared.blast_radius_percent = std::min(declared.blast_radius_percent, usual.blast_radius_percent);
  declared.approvers.clear();
  return declared;
}

}  // namespace muster
