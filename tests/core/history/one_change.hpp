#pragma once

#include "reconciler/core/plan/change/plan.hpp"

namespace muster::test {

// A journal about one change of one plan.
inline const PlanId kPlan("p");
inline const ChangeId kChange("c");

}  // namespace muster::test
