#include "reconciler/engine/apply/recover.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/apply/wide_plan.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

struct Killed {};

/// Applies `plan` and kills it before its call number `calls`; gives whether it came so far.
bool killed_before(int calls, Scene& scene, const Plan& plan) {
  int made = 0;
  scene.provider.before_call = [&](const Operation&) {
    if (made++ == calls) throw Killed{};
  };
  bool killed = false;
  try {
    static_cast<void>(scene.apply(plan));
  } catch (const Killed&) {
    killed = true;
  }
  scene.provider.before_call = nullptr;
  static_cast<void>(scene.provider.wait(1s));
  return killed;
}

std::vector<OpenApply> open_in(const Scene& scene) {
  return open_applies(scene.store.entries(), kFleet);
}

ApplyReport recover(Scene& scene, const Plan& plan) {
  const auto open = open_in(scene);
  REQUIRE(open.size() == 1);
  const auto actual = scene.now();
  return recover(open[0],
                 {.plan = plan,
                  .actual = actual,
                  .provider = scene.provider,
                  .store = scene.store,
                  .observer = scene.observer,
                  .options = scene.options},
                 scene.clock);
}

}  // namespace

TEST_CASE("killed anywhere, what was begun is finished before anything else, and nothing more is begun") {
  int cases = 0;
  for (int calls = 1;; ++calls) {
    INFO("killed before call " << calls);
    Scene scene;
    const auto plan = wide_plan(scene);
    if (!killed_before(calls, scene, plan)) break;
    ++cases;
    const auto begun = open_in(scene).at(0).changes;
    const auto report = recover(scene, plan);
    CHECK(report.changes.size() == begun.size());
    CHECK(report.count_failed() + report.count_unknown() == 0);
    CHECK(open_in(scene).empty());
    const auto state = scene.now();
    CHECK(state.strays.empty());
    for (const auto& [slot, machine] : state.machines) {
      CHECK(machine.status == MachineStatus::running);
      CHECK_FALSE(machine.busy);
    }
    CHECK(state.balancers.at(balancer()).members.size() >= 3);
    // What is left is as good as new.
    REQUIRE(scene.apply(plan).all_done());
    check_one_for_one(scene);
  }
  CHECK(cases > 80);
}

TEST_CASE("a machine that a killed resize left off is on again, whatever the next plan wants") {
  Scene scene;
  const auto id = scene.place_worker(1);
  const auto plan = plan_of({resize_worker(1, id)});
  for (int calls = 0; scene.machine(id).status == MachineStatus::running; ++calls) {
    if (!killed_before(calls, scene, plan)) break;
    scene.provider.cloud.advance_to(scene.clock.now() + 1min);
  }
  REQUIRE(scene.machine(id).status == MachineStatus::off);
  CHECK(recover(scene, plan).all_done());
  CHECK(scene.machine(id).status == MachineStatus::running);
}

TEST_CASE("a create whose call was never sent is not made up for: the next plan tells whether it is needed") {
  Scene scene;
  const auto plan = plan_of({create_worker(1)});
  REQUIRE(killed_before(1, scene, plan));  // The first call asked whether the slot is free.
  const auto report = recover(scene, plan);
  CHECK(report.count_skipped() == 1);
  CHECK(scene.provider.cloud.machines().empty());
  CHECK(open_in(scene).empty());
}

TEST_CASE("a machine that was ordered is found by its change's tag and waited for") {
  Scene scene;
  scene.provider.cloud.delays.listing_lag = 8s;
  const auto plan = plan_of({create_worker(1), create_worker(2)});
  scene.options.max_changes = 1;
  REQUIRE(killed_before(2, scene, plan));
  CHECK(recover(scene, plan).all_done());
  CHECK(scene.provider.count("create_machine") == 1);
  CHECK(scene.now().machines.at(worker(1)).status == MachineStatus::running);
}

TEST_CASE("an apply that was cut off between two changes is only closed") {
  Scene scene;
  const auto plan = plan_of({create_worker(1)});
  static_cast<void>(
      scene.store.append(scene.clock.now(), kFleet, ApplyStarted{plan.id, kFleet, "ada", ""}, 1, kNoLease));
  CHECK(recover(scene, plan).changes.empty());
  CHECK(open_in(scene).empty());
  CHECK(scene.provider.calls().empty());
}

TEST_CASE("a recovery that is interrupted leaves open what it did not look after") {
  Scene scene;
  const auto id = scene.place_worker(1);
  const auto plan = plan_of({resize_worker(1, id)});
  REQUIRE(killed_before(2, scene, plan));
  Interrupt interrupt;
  interrupt.raise();
  scene.options.interrupt = &interrupt;
  CHECK(recover(scene, plan).interrupted);
  CHECK(open_in(scene).size() == 1);
  scene.options.interrupt = nullptr;
  CHECK(recover(scene, plan).all_done());
  CHECK(scene.machine(id).status == MachineStatus::running);
}

TEST_CASE("an outcome that stayed unknown is looked after by the next apply") {
  Scene scene;
  const auto plan = plan_of({create_worker(1)});
  scene.provider.fail_next("create_machine", {Fault::Kind::lose_the_answer, {}});
  scene.provider.fail_next("find_machine", {Fault::Kind::refuse, {ErrorKind::denied, "the key has expired"}});
  CHECK(scene.apply(plan).count_unknown() == 1);
  CHECK(recover(scene, plan).all_done());
  CHECK(open_in(scene).empty());
  CHECK(scene.provider.cloud.machines().size() == 1);
}
