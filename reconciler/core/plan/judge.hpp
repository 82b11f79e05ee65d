#pragma once

#include "reconciler/core/plan/case.hpp"

namespace muster {

/// Returns the verdict: whether the changes may be applied, and with how many approvals.
Verdict judge(const Case& c);

}  // namespace muster
