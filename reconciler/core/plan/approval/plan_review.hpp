#pragma once

#include "reconciler/core/plan/approval/check_approvals.hpp"

namespace muster {

/// Whether a plan may be applied, checked directly before the apply.
struct PlanReview {
  /// The stricter one of the plan's verdict and the present verdict of its remaining changes.
  Verdict verdict;
  ApprovalResult approval_result;
};

}  // namespace muster
