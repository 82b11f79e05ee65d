#include <catch2/catch.hpp>

#include "tests/engine/loop/loop_scene.hpp"
#include "tests/support/bands.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

/// Kills the loop in the middle of an apply and starts the next one. Nothing is given back and nothing is
/// ended: the killed loop is never destroyed, which would do both.
void kill_and_restart(LoopScene& scene, FakeProcesses& next) {
  REQUIRE(scene.loop->busy());
  static std::vector<Reconciler*> killed;
  killed.push_back(scene.loop.release());
  static_cast<void>(scene.provider.wait(1s));
  scene.processes.gone.insert(1);
  next.gone.insert(1);
  scene.loop = std::make_unique<Reconciler>(ReconcilerDeps{.env = scene.env.ports(),
                                                           .provider = scene.provider,
                                                           .store = scene.store,
                                                           .clock = scene.clock,
                                                           .processes = next},
                                            scene.terms);
}

bool has_recovered(const LoopScene& scene) {
  for (const auto& round : scene.env.rounds)
    for (const auto& ended : round.ended_applies)
      if (ended.recovery) return true;
  return false;
}

}  // namespace

TEST_CASE("what a killed loop began is finished before anything else, by the next") {
  LoopScene scene;
  scene.pool().min = 3;
  scene.run(2s);
  FakeProcesses next(2);
  kill_and_restart(scene, next);
  scene.run(3min);
  CHECK(scene.machines("worker") == 3);
  CHECK(scene.provider.cloud.machines().size() == 3);
  CHECK(has_recovered(scene));
  scene.loop.reset();
}

TEST_CASE("an apply whose changes the cloud has already is ended without an approval, also a rejected one") {
  const auto stop = GENERATE(std::optional<std::string>(), std::optional<std::string>("rejected by ada"));
  LoopScene scene;
  scene.pool().min = 3;
  scene.run(2s);
  scene.env.begun = PlanReview{{Permission::nothing_to_do, {}}, {}};
  scene.env.begun->approval_result.stop = stop;
  FakeProcesses next(2);
  kill_and_restart(scene, next);
  scene.run(3min);
  CHECK(has_recovered(scene));
  CHECK(scene.machines("worker") == 3);
  scene.loop.reset();
}
