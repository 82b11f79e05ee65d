#pragma once

#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// Returns the id that the content of the plan requires: a digest. A plan file with another id was edited.
PlanId identify(const Plan& plan);

}  // namespace muster
