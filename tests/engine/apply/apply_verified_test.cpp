#include <catch2/catch.hpp>

#include "reconciler/core/history/open_applies.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

constexpr const char* kResized = "machine.worker/1";

/// Calls `then` once, directly after the cloud accepted this kind of call.
void after_first_call(Scene& scene, const std::string& kind, std::function<void()> then) {
  scene.provider.after_call = [kind, then = std::move(then), done = false](const Operation& made) mutable {
    if (done || kind_of(made) != kind) return;
    done = true;
    then();
  };
}

struct UnreadActionRow {
  const char* that;
  ErrorKind kind;
  int times;
};

const UnreadActionRow kUnreadActions[] = {
    {"it is refused once", ErrorKind::denied, 1},     {"it is refused for ever", ErrorKind::denied, 999},
    {"it does not exist", ErrorKind::not_found, 999}, {"it is unreadable", ErrorKind::invalid, 999},
    {"the cloud fails for ever", ErrorKind::io, 999},
};

}  // namespace

TEST_CASE("an action that cannot be read says nothing about the machine: the machine itself is read") {
  for (const auto& row : kUnreadActions) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      const auto id = scene.place_worker(1);
      scene.provider.fail_next("look_at_action", refuse(row.kind, "no"), row.times);
      const auto report = scene.apply({resize_worker(1, id)});
      CHECK(ending(report, kResized) == "done");
      CHECK(report.stopped_because.empty());
      CHECK(scene.machine(id).size == SizeName("s-2vcpu-2gb"));
      CHECK(scene.machine(id).status == MachineStatus::running);
      CHECK(scene.provider.count("change_size") == 1);
      CHECK(scene.provider.count("shut_down") == 1);
    }
  }
}

TEST_CASE("an action that cannot be read says nothing about the volume: the volume itself is read") {
  for (const auto& row : kUnreadActions) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      const auto id = scene.provider.cloud.leave_volume(kFleet, data_volume(1), 50, Region("nyc3"));
      scene.provider.fail_next("look_at_action", refuse(row.kind, "no"), row.times);
      const auto report = scene.apply({change_of(GrowVolume{data_volume(1), id, 50, 100})});
      CHECK(ending(report, "volume.worker/1/data-1") == "done");
      CHECK(scene.provider.cloud.volumes().at(id).size_gib == 100);
      CHECK(scene.provider.count("grow_volume") == 1);
    }
  }
}

TEST_CASE("a resize that is completed and changed nothing is failed, and the machine is back in service") {
  Scene scene;
  const auto id = scene.place_worker(1);
  scene.provider.after_call = [&](const Operation&) {
    scene.provider.cloud.alter(id).size = SizeName("s-1vcpu-2gb");
  };
  const auto report = scene.apply({resize_worker(1, id)});
  const auto told = ending(report, kResized);
  INFO(told);
  CHECK(told.rfind("failed: ", 0) == 0);
  CHECK(told.find("the object is as it was") != std::string::npos);
  CHECK(scene.machine(id).status == MachineStatus::running);
  CHECK(scene.provider.count("change_size") == 1);
}

TEST_CASE("an accepted resize that nobody can look at is unknown although the machine is back in service") {
  Scene scene;
  const auto id = scene.place_worker(1);
  after_first_call(scene, "change_size", [&] {
    scene.provider.fail_next("look_at_action", refuse(ErrorKind::denied));
    scene.provider.fail_next("look_at_machine", refuse(ErrorKind::invalid));
  });
  const auto plan = plan_of({resize_worker(1, id)});
  const auto first = scene.apply(plan);
  INFO(ending(first, kResized));
  CHECK(first.count_unknown() == 1);
  CHECK(scene.machine(id).status == MachineStatus::running);
  CHECK(open_applies(scene.store.entries(), kFleet).size() == 1);

  SECTION("the next apply sees that it is done, and does not turn the machine off again") {
    CHECK(scene.apply(plan).all_done());
    CHECK(scene.provider.count("shut_down") == 1);
    CHECK(scene.provider.count("change_size") == 1);
    CHECK(open_applies(scene.store.entries(), kFleet).empty());
  }
}

TEST_CASE("a machine that has its new size and does not come up is unknown, not failed") {
  Scene scene;
  const auto id = scene.place_worker(1);
  scene.provider.fail_next("power_on", refuse(ErrorKind::invalid, "cannot be powered on"), 99);
  const auto report = scene.apply({resize_worker(1, id)});
  INFO(ending(report, kResized));
  CHECK(report.count_unknown() == 1);
}

TEST_CASE("a denied resize is put down, so that the machine is not turned off for nothing again") {
  Scene scene;
  const auto id = scene.place_worker(1);
  scene.provider.fail_next("change_size", refuse(ErrorKind::denied, "no right"), 99);
  const auto report = scene.apply({resize_worker(1, id)});
  CHECK(ending(report, kResized).rfind("failed: ", 0) == 0);
  CHECK(report.stopped_because.empty());
  CHECK(scene.machine(id).status == MachineStatus::running);
  const auto entries = scene.store.entries();
  CHECK(std::any_of(entries.begin(), entries.end(), [](const JournalEntry& entry) {
    return std::holds_alternative<ChangeRefused>(entry.body);
  }));
}
