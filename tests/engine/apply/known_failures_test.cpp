#include <catch2/catch.hpp>

#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

// What is known to go wrong in the field, each by its name. More of it, with all kinds of faults, is in the
// tests of failures, interruptions, alternatives and draining.

TEST_CASE("one Ctrl-C in the middle of creations destroys nothing, then or afterwards") {
  for (const int at : {1, 5, 10}) {
    DYNAMIC_SECTION("at the create number " << at) {
      Scene scene;
      Interrupt interrupt;
      scene.options.interrupt = &interrupt;
      scene.options.max_changes = 4;
      int creates = 0;
      scene.provider.before_call = [&](const Operation& operation) {
        if (std::holds_alternative<call::CreateMachine>(operation) && ++creates == at) interrupt.raise();
      };
      std::vector<Change> changes;
      for (int i = 1; i <= 10; ++i) changes.push_back(create_worker(i));
      const auto plan = plan_of(changes);
      const auto report = scene.apply(plan);
      CHECK(report.interrupted);
      CHECK(report.count_failed() + report.count_unknown() == 0);
      CHECK(static_cast<int>(scene.provider.cloud.machines().size()) == report.count_done());
      std::set<MachineId> before;
      for (const auto& [id, fake] : scene.provider.cloud.machines()) before.insert(id);

      scene.options.interrupt = nullptr;
      REQUIRE(scene.apply(plan).all_done());
      CHECK(scene.provider.cloud.machines().size() == 10);
      CHECK(scene.provider.count("destroy_machine") == 0);
      for (const auto& id : before) CHECK(scene.provider.cloud.machines().count(id) == 1);
    }
  }
}

TEST_CASE("an attach that meets a pending event waits for it") {
  Scene scene;
  const auto id = scene.place_worker(1);
  const auto volume = change_of(CreateVolume{data_volume(1), {50, Region("nyc3"), "ext4"}});
  scene.provider.fail_next("attach_volume", refuse(ErrorKind::conflict, "the droplet has a pending event"),
                           6);
  REQUIRE(
      scene.apply({volume, change_of(AttachVolume{data_volume(1), std::nullopt}, {volume.id})}).all_done());
  CHECK(scene.now().volumes.at(data_volume(1)).attached_to == id);
}

TEST_CASE("a volume that is still attached after its machine is gone is waited for") {
  Scene scene;
  auto& cloud = scene.provider.cloud;
  cloud.volumes_let_go = 90s;
  const auto gone = scene.place_worker(1);
  const auto volume = cloud.place_volume(kFleet, data_volume(1), 50, gone);
  cloud.lose(gone, scene.clock.now());
  const auto machine = create_worker(1);
  const auto attach = [&](std::vector<ChangeId> after) {
    return change_of(AttachVolume{data_volume(1), volume}, std::move(after));
  };

  SECTION("where the plan knows of it") {
    const auto detach = change_of(DetachVolume{data_volume(1), volume, gone});
    REQUIRE(scene.apply({machine, detach, attach({machine.id, detach.id})}).all_done());
  }
  SECTION("where it does not") {
    REQUIRE(scene.apply({machine, attach({machine.id})}).all_done());
  }
  const auto state = scene.now();
  CHECK(state.volumes.at(data_volume(1)).attached_to == state.machines.at(worker(1)).id);
  CHECK(cloud.volumes().size() == 1);
}

TEST_CASE("a load balancer that is busy for a minute gets its member all the same") {
  Scene scene;
  const auto id = scene.place_worker(1);
  scene.provider.cloud.place_balancer(kFleet, balancer(), {});
  scene.provider.fail_next("join_balancer", refuse(ErrorKind::conflict, "it processes previous actions"), 9);
  REQUIRE(scene.apply({change_of(JoinBalancer{balancer(), worker(1)})}).all_done());
  CHECK(scene.now().balancers.at(balancer()).members == std::vector<MachineId>{id});
}

TEST_CASE("a quota that is hit after half the batch stops creating and says what to ask for") {
  Scene scene;
  scene.options.max_changes = 1;
  scene.provider.cloud.machine_limit = 5;
  std::vector<Change> changes;
  for (int i = 1; i <= 10; ++i) changes.push_back(create_worker(i));
  const auto report = scene.apply(changes);
  CHECK(report.count_done() == 5);
  CHECK(report.count_failed() == 1);
  CHECK(report.count_skipped() == 4);
  CHECK(scene.provider.count("create_machine") == 6);
  CHECK(scene.provider.count("destroy_machine") == 0);
  CHECK(
      ending(report, "machine.worker/6")
          .find(
              "5 of 5 machines are in use and 5 more needed: request a limit of 10 or more from the cloud") !=
      std::string::npos);
  CHECK(ending(report, "machine.worker/10").find("limit of 10 or more") != std::string::npos);

  SECTION("and the rest is made once the limit is higher") {
    scene.provider.cloud.machine_limit = 10;
    REQUIRE(scene.apply(changes).all_done());
    CHECK(scene.provider.cloud.machines().size() == 10);
  }
}
