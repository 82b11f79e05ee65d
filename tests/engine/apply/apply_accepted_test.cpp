#include <catch2/catch.hpp>

#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/core/history/recent_changes.hpp"
#include "reconciler/engine/call/call_kinds.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

constexpr const char* kVolume = "volume.worker/1/data-1";

Change priced(Change change, int before, int after) {
  change.cost_before.monthly = Money::dollars(before);
  change.cost_after.monthly = Money::dollars(after);
  return change;
}

/// What counts of the month, by the journal.
Money counted(Scene& scene) {
  Money sum;
  for (const auto& change : recent_changes(scene.store.entries(), kFleet, Instant{}))
    sum += change.delta_month;
  return sum;
}

const Unknown* unknown_of(const ApplyReport& report) {
  return report.changes.empty() ? nullptr : std::get_if<Unknown>(&report.changes.front().outcome);
}

struct AcceptedRow {
  const char* that;
  Change (*change)(Scene&);
  const char* look;  ///< How the cloud is asked what became of it.
};

const AcceptedRow kRows[] = {
    {"a machine", [](Scene&) { return priced(create_worker(1), 0, 24); }, "look_at_machine"},
    {"a balancer",
     [](Scene&) {
       return priced(change_of(CreateBalancer{balancer(), {}}), 0, 24);
     },
     "look_at_balancer"},
    {"a resize", [](Scene& s) { return priced(resize_worker(1, s.place_worker(1)), 12, 36); },
     "look_at_machine"},
    {"a larger volume",
     [](Scene& s) {
       const auto id = s.provider.cloud.leave_volume(kFleet, data_volume(1), 50, Region("nyc3"));
       return priced(change_of(GrowVolume{data_volume(1), id, 50, 100}), 5, 29);
     },
     "look_at_volume"},
};

}  // namespace

TEST_CASE("what the cloud accepted and nobody can look at is unknown, and counts until it is seen") {
  for (const auto& row : kRows) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      const auto plan = plan_of({row.change(scene)});
      scene.provider.after_call = [&](const Operation& made) {
        const std::string kind = kind_of(made);
        if (kind.rfind("create_", 0) != 0 && !is_effect(made)) return;
        // Neither the action nor its object can be looked at from now on.
        for (const auto* look : {"look_at_action", row.look})
          scene.provider.fail_next(look, refuse(ErrorKind::denied, "the key has expired"), 99);
      };
      const auto report = scene.apply(plan);
      INFO(ending(report, plan.changes.front().address));
      // A resize is rolled back as far as can be seen, and then the machine is out of service.
      CHECK(report.count_unknown() == 1);
      CHECK(report.count_failed() == 0);
      CHECK(counted(scene) == Money::dollars(24));
      CHECK(open_applies(scene.store.entries(), kFleet).size() == 1);
    }
  }
}

TEST_CASE("the id of what was accepted is told, in the report and in the journal") {
  Scene scene;
  scene.provider.fail_next("look_at_machine", refuse(ErrorKind::denied, "the key has expired"), 99);
  const auto report = scene.apply({create_worker(1)});
  REQUIRE(unknown_of(report));
  const auto id = scene.provider.cloud.machines().begin()->first.value;
  CHECK(unknown_of(report)->object_id == id);
  bool told = false;
  for (const auto& entry : scene.store.entries()) {
    const auto* ended = std::get_if<ChangeFinished>(&entry.body);
    told = told || (ended && ended->object_id == id && ended->outcome == "unknown");
  }
  CHECK(told);
}

TEST_CASE("a machine that stays out of sight to the end of patience is unknown, not failed") {
  Scene scene;
  scene.provider.fail_next("look_at_machine", refuse(ErrorKind::io, "no route"), 9999);
  const auto report = scene.apply({create_worker(1)});
  CHECK(report.count_unknown() == 1);
  CHECK(scene.provider.cloud.machines().size() == 1);
}

TEST_CASE("a balancer that is seen and never active is unknown, and in nobody's way") {
  Scene scene;
  scene.provider.cloud.delays.balancer = 24h;
  const auto report = scene.apply({priced(change_of(CreateBalancer{balancer(), {}}), 0, 12)});
  REQUIRE(unknown_of(report));
  CHECK(unknown_of(report)->error.kind == ErrorKind::timeout);
  CHECK_FALSE(unknown_of(report)->object_id.empty());
  CHECK(counted(scene) == Money::dollars(12));
}

TEST_CASE("an apply that is stopped at once leaves what was accepted open, with its id") {
  Scene scene;
  Interrupt interrupt;
  scene.options.interrupt = &interrupt;
  scene.provider.after_call = [&](const Operation& made) {
    if (!std::holds_alternative<call::GetMachine>(made)) return;
    interrupt.raise();
    interrupt.raise();
  };
  const auto report = scene.apply({priced(create_worker(1), 0, 24)});
  REQUIRE(unknown_of(report));
  CHECK(unknown_of(report)->object_id == scene.provider.cloud.machines().begin()->first.value);
  CHECK(counted(scene) == Money::dollars(24));
}

TEST_CASE("a later look settles what counts") {
  Scene scene;
  const auto plan = plan_of({priced(create_worker(1), 0, 24)});
  scene.provider.fail_next("look_at_machine", refuse(ErrorKind::denied, "the key has expired"), 1);
  REQUIRE(scene.apply(plan).count_unknown() == 1);

  SECTION("it is there: it counts once") {
    CHECK(scene.apply(plan).all_done());
    CHECK(counted(scene) == Money::dollars(24));
    CHECK(scene.provider.cloud.machines().size() == 1);
  }
  SECTION("it is gone: it counts no more") {
    const auto id = scene.provider.cloud.machines().begin()->first;
    static_cast<void>(scene.provider.cloud.perform(call::DestroyMachine{id}, scene.clock.now()));
    scene.clock.wait_until(scene.clock.now() + 10min);
    scene.options.only_begun = true;
    static_cast<void>(scene.apply(plan));
    CHECK(scene.provider.cloud.machines().empty());
    CHECK(counted(scene) == Money{});
    CHECK(open_applies(scene.store.entries(), kFleet).empty());
  }
}

TEST_CASE("what the cloud refused is failed and counts nothing") {
  for (const auto kind : {ErrorKind::invalid, ErrorKind::denied, ErrorKind::quota}) {
    Scene scene;
    scene.provider.fail_next("create_volume", refuse(kind, "refused"));
    const auto report =
        scene.apply({priced(change_of(CreateVolume{data_volume(1), {50, Region("nyc3"), "ext4"}}), 0, 5)});
    CHECK(ending(report, kVolume).rfind("failed: ", 0) == 0);
    CHECK(counted(scene) == Money{});
  }
}
