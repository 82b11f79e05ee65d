#pragma once

#include <string>
#include <vector>

#include "tests/support/plans.hpp"

namespace muster::test {

/// A plan and what it is called in tests/golden.
struct PlanScene {
  std::string name;
  Plan plan;
};

/// Plans that views are judged by: none, one change, growth, a shrinking pool, a wreck, a large fleet.
std::vector<PlanScene> plan_scenes();

}  // namespace muster::test
