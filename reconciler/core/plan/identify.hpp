#pragma once

#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// The id that this content must have. A plan read from a file whose id differs was edited.
PlanId identify(const Plan& plan);

}  // namespace muster
