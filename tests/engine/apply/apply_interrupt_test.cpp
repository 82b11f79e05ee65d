#include <catch2/catch.hpp>

#include "reconciler/engine/apply/applier.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

TEST_CASE("the first interruption finishes what runs and starts nothing") {
  Scene scene;
  Interrupt interrupt;
  scene.options.interrupt = &interrupt;
  scene.provider.before_call = [&](const Operation& operation) {
    if (std::holds_alternative<call::CreateMachine>(operation) && interrupt.level() == Interrupt::Level::none)
      interrupt.raise();
  };
  const auto first = create_worker(1);
  const auto report = scene.apply({first, create_worker(2, {first.id})});

  CHECK(report.interrupted);
  CHECK(ending(report, "machine.worker/1") == "done");
  CHECK(ending(report, "machine.worker/2") == "skipped: it was interrupted");
  CHECK(std::get<ApplyFinished>(scene.store.entries().back().body).interrupted);
  CHECK(scene.now().machines.at(worker(1)).status == MachineStatus::running);
}

TEST_CASE("the second interruption stops at once and tells what is open") {
  Scene scene;
  Interrupt interrupt;
  scene.options.interrupt = &interrupt;
  scene.options.max_changes = 1;
  const auto begun = scene.clock.now();
  scene.provider.before_call = [&](const Operation& operation) {
    if (!std::holds_alternative<call::GetMachine>(operation)) return;
    interrupt.raise();
    interrupt.raise();
  };
  const auto plan = plan_of({create_worker(1), create_worker(2)});
  const auto report = scene.apply(plan);
  CHECK(report.interrupted);
  CHECK(ending(report, "machine.worker/1").rfind("unknown: creating", 0) == 0);
  CHECK(ending(report, "machine.worker/2") == "skipped: it was interrupted");
  CHECK(scene.clock.now() - begun < 2s);

  SECTION("and the next apply goes on with the same machine") {
    scene.options.interrupt = nullptr;
    scene.provider.before_call = nullptr;
    static_cast<void>(scene.provider.wait(1s));
    REQUIRE(scene.apply(plan).all_done());
    CHECK(scene.provider.cloud.machines().size() == 2);
    CHECK(scene.provider.count("create_machine") == 2);
  }
}

TEST_CASE("the loop can be stepped by hand") {
  Scene scene;
  const auto plan = plan_of({create_worker(1)});
  const auto actual = scene.now();
  Applier applier({plan, actual, scene.provider, scene.store, scene.observer, scene.options},
                  scene.clock.now());
  CHECK_FALSE(applier.finished());
  CHECK_FALSE(applier.calls_in_flight());

  applier.step(scene.clock.now());
  CHECK(applier.calls_in_flight());
  CHECK(scene.provider.count("find_holder") == 1);
  for (const auto& completion : scene.provider.wait(1s)) applier.answer(completion, scene.clock.now());
  applier.step(scene.clock.now());
  CHECK(scene.provider.count("create_machine") == 1);
  for (const auto& completion : scene.provider.wait(1s)) applier.answer(completion, scene.clock.now());
  CHECK_FALSE(applier.calls_in_flight());
  CHECK(applier.next_due() == scene.clock.now() + scene.options.poll_first);

  // Nothing is due yet: stepping changes nothing.
  applier.step(scene.clock.now());
  CHECK(scene.provider.calls().size() == 2);
  scene.clock.advance(20s);
  for (int looks = 0; looks < 2; ++looks) {  // Whether it runs, and whether it is the only one.
    applier.step(scene.clock.now());
    for (const auto& completion : scene.provider.wait(1s)) applier.answer(completion, scene.clock.now());
  }
  applier.step(scene.clock.now());
  REQUIRE(applier.finished());
  CHECK(applier.close(scene.clock.now()).all_done());
}

TEST_CASE("looks grow apart while something takes long") {
  Scene scene;
  scene.provider.cloud.delays.boot = 5min;
  REQUIRE(scene.apply({create_worker(1)}).all_done());
  // 250 ms, then an eighth of the wait up to 3 s: some hundred and twenty in five minutes, not twelve
  // hundred.
  CHECK(scene.provider.count("look_at_machine") < 130);
  CHECK(scene.provider.count("look_at_machine") > 50);
  CHECK(scene.observer.polls > 50);
}

TEST_CASE("what never gets ready is given up after its patience") {
  Scene scene;
  scene.provider.cloud.delays.boot = 24h;
  const auto begun = scene.clock.now();
  const auto report = scene.apply({create_worker(1), create_worker(2, {create_worker(1).id})});
  CHECK(ending(report, "machine.worker/1").find("still creating after") != std::string::npos);
  CHECK(report.count_skipped() == 1);
  CHECK(scene.provider.count("create_machine") == 3);
  CHECK(scene.provider.cloud.machines().empty());
  CHECK(scene.clock.now() - begun < 31min);
}

TEST_CASE("what somebody else changed since the plan is not touched") {
  Scene scene;
  const auto id = scene.place_worker(1, "s-8vcpu-16gb");
  const auto report = scene.apply({resize_worker(1, id)});
  CHECK(ending(report, "machine.worker/1").find("now size s-8vcpu-16gb") != std::string::npos);
  CHECK(scene.provider.calls().empty());
}

TEST_CASE("the observer is told of every change, from its start to its end") {
  Scene scene;
  scene.provider.fail_next("create_machine", {Fault::Kind::refuse, {ErrorKind::invalid, "no", {}}});
  const auto first = create_worker(1);
  static_cast<void>(scene.apply({first, create_worker(2, {first.id})}));
  CHECK(scene.observer.lines ==
        std::vector<std::string>{"start machine.worker/1", "machine.worker/1 creating",
                                 "end machine.worker/1 failed", "end machine.worker/2 skipped"});
}
