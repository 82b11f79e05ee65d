#pragma once

#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Returns the id that the content of the plan requires: a digest. A plan file with another id was edited.
PlanId plan_digest(const Plan& plan);

}  // namespace muster
