#pragma once

#include "reconciler/core/plan/weigh_approvals.hpp"

namespace muster {

/// Whether a plan may be carried out, judged right before that.
struct Judgement {
  Verdict verdict;  ///< The stricter of what the plan says and what its rest comes to now.
  Weighed weighed;
};

}  // namespace muster
