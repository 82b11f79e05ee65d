#include "reconciler/cli/views/plan_text.hpp"

#include <catch2/catch.hpp>

#include "tests/support/golden.hpp"
#include "tests/support/plan_scenes.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("plans as people read them") {
  for (const auto& shown : plan_scenes()) {
    DYNAMIC_SECTION(shown.name) {
      CHECK(golden_difference(plan_text(shown.plan), shown.name + ".plan.txt").value_or("") == "");
    }
  }
}
