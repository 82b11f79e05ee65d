#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "tests/support/plan_scenes.hpp"

namespace muster::test {

/// The plan of that name in tests/golden; the test fails when there is none.
inline Plan plan_called(const std::string& name) {
  for (auto& scene : plan_scenes()) {
    if (scene.name == name) return scene.plan;
  }
  FAIL("no scene " << name);
  return {};
}

}  // namespace muster::test
