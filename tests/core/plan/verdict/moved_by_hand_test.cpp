// A volume on another machine of the fleet was put there by a person, who uses its data.
#include <catch2/catch.hpp>

#include "tests/core/plan/mentions.hpp"
#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("a detach from another machine of the fleet needs a person; from the own one it does not") {
  struct Row {
    const char* that;
    const char* on;  ///< The machine that holds worker/1's volume.
    bool asks;
  };
  for (const auto& row : {Row{"its own", "worker/1", false}, Row{"another one's", "worker/2", true}}) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.only({}).machines(2).volume("worker/1/data-1", 20);
      auto& actual = scene.world.actual;
      auto desired = as_desired(scene);
      auto& volume = actual.volumes.begin()->second;
      volume.attached_to = actual.machines.at(*parse_slot(row.on)).id;
      const auto plan = plan_of(scene, desired);
      CHECK((plan.verdict.permission == Permission::needs_approval) == row.asks);
      CHECK(mentions(plan.verdict.reasons, "that a person attached it to") == row.asks);
    }
  }
}
