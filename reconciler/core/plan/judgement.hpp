#pragma once

#include "reconciler/core/plan/weigh_approvals.hpp"

namespace muster {

/// Whether a plan may be applied, checked directly before the apply.
struct Judgement {
  /// The stricter one of the plan's verdict and the present verdict of its remaining changes.
  Verdict verdict;
  Weighed weighed;
};

}  // namespace muster
