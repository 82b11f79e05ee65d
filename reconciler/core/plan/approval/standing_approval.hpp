#pragma once

#include <string>

#include "reconciler/core/plan/approval/statement.hpp"
#include "reconciler/core/plan/verdict/verdict_inputs.hpp"

namespace muster {

/// Returns the part of the plan that is outside the limits of the standing approval; "" if there is none.
std::string limit_blocker(const StandingApproval& standing_approval, const VerdictInputs& left);

}  // namespace muster
