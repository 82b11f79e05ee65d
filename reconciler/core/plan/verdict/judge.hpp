#pragma once

#include "reconciler/core/plan/verdict/verdict_inputs.hpp"

namespace muster {

/// Returns the verdict: whether the changes may be applied, and with how many approvals.
Verdict judge(const VerdictInputs& c);

}  // namespace muster
