#include <catch2/catch.hpp>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;
using Kinds = std::vector<std::string>;

TEST_CASE("a machine is created with its names, its tags and in little more than its boot time") {
  Scene scene;
  const auto begun = scene.clock.now();
  const auto report = scene.apply({create_worker(1)});

  REQUIRE(report.all_done());
  REQUIRE(scene.provider.cloud.machines().size() == 1);
  const auto& [id, made] = *scene.provider.cloud.machines().begin();
  CHECK(made.name == "fpai-worker-1");
  const auto owned = read_ownership(made.machine.tags);
  CHECK(owned.fleet == kFleet);
  CHECK(owned.slot == worker(1));
  CHECK(owned.change == create_worker(1).id);
  CHECK(std::get<Succeeded>(report.changes[0].outcome).object_id == id.value);
  const auto took = scene.clock.now() - begun;
  CHECK(took >= 20s);
  CHECK(took <= 26s);
}

TEST_CASE("a short action costs little more than itself: there is no floor to a wait") {
  Scene scene;
  const auto id = scene.place_worker(1);
  scene.provider.latency = 10ms;
  scene.provider.cloud.delays.volume_action = 1s;
  scene.provider.cloud.place_volume(kFleet, data_volume(1), 50, id);
  const auto volume = scene.now().volumes.at(data_volume(1)).id;
  const auto begun = scene.clock.now();

  REQUIRE(scene.apply({change_of(GrowVolume{data_volume(1), volume, 50, 100})}).all_done());
  CHECK(scene.clock.now() - begun < 1500ms);
  CHECK(scene.provider.cloud.volumes().at(volume).size_gib == 100);
}

TEST_CASE("changes that do not wait for each other run side by side") {
  Scene scene;
  const auto begun = scene.clock.now();
  std::vector<Change> changes;
  for (int i = 1; i <= 40; ++i) changes.push_back(create_worker(i));
  REQUIRE(scene.apply(changes).all_done());

  CHECK(scene.now().machines.size() == 40);
  CHECK(scene.clock.now() - begun < 30s);  // One boot, not forty.
  CHECK(scene.provider.most_effects_at_once() <= scene.options.max_calls);
}

TEST_CASE("where calls are scarce, machines are ordered before others are looked at, and each has its turn") {
  Scene scene;
  scene.options.max_calls = 2;
  scene.options.max_looks = 2;
  scene.provider.latency = 300ms;
  std::vector<Change> changes;
  for (int i = 1; i <= 50; ++i) changes.push_back(create_worker(i));
  REQUIRE(scene.apply(changes).all_done());

  const auto& calls = scene.provider.calls();
  int ordered = 0;
  for (const auto& call : calls) {
    if (std::holds_alternative<call::GetMachine>(call.operation)) break;
    ordered += std::holds_alternative<call::CreateMachine>(call.operation);
  }
  CHECK(ordered == 50);
  std::map<MachineId, int> looks;
  for (const auto& call : calls) {
    if (const auto* look = std::get_if<call::GetMachine>(&call.operation)) ++looks[look->id];
  }
  int least = 1000, most = 0;
  for (const auto& [id, count] : looks) {
    least = std::min(least, count);
    most = std::max(most, count);
  }
  CHECK(looks.size() == 50);
  CHECK(most - least <= 5);
}

TEST_CASE("a bound on changes is kept") {
  Scene scene;
  scene.options.max_changes = 2;
  const auto begun = scene.clock.now();
  REQUIRE(scene.apply({create_worker(1), create_worker(2), create_worker(3), create_worker(4)}).all_done());
  CHECK(scene.clock.now() - begun >= 40s);
}

TEST_CASE("what waits for another change gets what that one made") {
  Scene scene;
  const auto machine = create_worker(1);
  const auto volume = change_of(CreateVolume{data_volume(1), {50, Region("nyc3"), "ext4"}});
  const auto attach = change_of(AttachVolume{data_volume(1), std::nullopt}, {machine.id, volume.id});
  const auto lb = change_of(CreateBalancer{balancer(), {}}, {machine.id});
  const auto join = change_of(JoinBalancer{balancer(), worker(1)}, {lb.id, machine.id});
  REQUIRE(scene.apply({machine, volume, attach, lb, join}).all_done());

  const auto state = scene.now();
  const auto id = state.machines.at(worker(1)).id;
  CHECK(state.volumes.at(data_volume(1)).attached_to == id);
  CHECK(state.balancers.at(balancer()).members == std::vector<MachineId>{id});
  CHECK(state.balancers.at(balancer()).active);
}

TEST_CASE("a resize takes the machine out of its balancer, down, up and back in") {
  Scene scene;
  const auto id = scene.place_worker(1);
  scene.provider.cloud.place_balancer(kFleet, balancer(), {id});
  REQUIRE(scene.apply({resize_worker(1, id)}).all_done());

  CHECK(scene.provider.effects() ==
        Kinds{"leave_balancer", "shut_down", "change_size", "power_on", "join_balancer"});
  CHECK(scene.machine(id).size == SizeName("s-2vcpu-2gb"));
  CHECK(scene.machine(id).status == MachineStatus::running);
  CHECK(scene.now().balancers.at(balancer()).members == std::vector<MachineId>{id});
}

TEST_CASE("a machine that does not shut down is powered off") {
  Scene scene;
  const auto id = scene.place_worker(1);
  scene.provider.cloud.shutdown_works = false;
  REQUIRE(scene.apply({resize_worker(1, id)}).all_done());
  CHECK(scene.provider.effects() == Kinds{"shut_down", "power_off", "change_size", "power_on"});
}

TEST_CASE("a replacement never has two machines in the slot and ends with one") {
  Scene scene;
  const auto old_id = scene.place_worker(1);
  scene.provider.cloud.place_volume(kFleet, data_volume(1), 50, old_id);
  scene.provider.cloud.place_balancer(kFleet, balancer(), {old_id});
  scene.provider.before_call = [&](const Operation&) {
    int holders = 0;
    for (const auto& [id, fake] : scene.provider.cloud.machines())
      holders += read_ownership(fake.machine.tags).slot == worker(1) ? 1 : 0;
    CHECK(holders <= 1);
  };
  const auto report = scene.apply({change_of(ReplaceMachine{worker(1), old_id, spec_of("s-1vcpu-2gb"),
                                                            spec_of("s-2vcpu-4gb"), "the image changed"})});

  INFO(ending(report, "machine.worker/1"));
  REQUIRE(report.all_done());
  const auto state = scene.now();
  REQUIRE(scene.provider.cloud.machines().size() == 1);
  const auto id = state.machines.at(worker(1)).id;
  CHECK(id != old_id);
  CHECK(state.volumes.at(data_volume(1)).attached_to == id);
  CHECK(state.balancers.at(balancer()).members == std::vector<MachineId>{id});
}

TEST_CASE("a destroyed machine leaves its balancer first and goes down gently") {
  Scene scene;
  const auto id = scene.place_worker(2);
  scene.provider.cloud.place_balancer(kFleet, balancer(), {id});
  REQUIRE(scene.apply({change_of(DestroyMachine{worker(2), id, SizeName("s-1vcpu-2gb"), Region("nyc3")})})
              .all_done());
  CHECK(scene.provider.effects() == Kinds{"leave_balancer", "shut_down", "destroy_machine"});
  CHECK(scene.provider.cloud.machines().empty());
}

TEST_CASE("a plan without changes does nothing at all") {
  Scene scene;
  CHECK(scene.apply(std::vector<Change>{}).all_done());
  CHECK(scene.provider.calls().empty());
  CHECK(scene.store.entries().empty());
}

TEST_CASE("applying the same plan again changes nothing") {
  Scene scene;
  const auto old_id = scene.place_worker(3);
  const auto machine = create_worker(1);
  const auto lb = change_of(CreateBalancer{balancer(), {}}, {machine.id});
  const auto plan = plan_of({machine, lb, change_of(JoinBalancer{balancer(), worker(1)}, {lb.id}),
                             change_of(CreateVolume{data_volume(1), {50, Region("nyc3"), "ext4"}}),
                             resize_worker(3, old_id)});
  REQUIRE(scene.apply(plan).all_done());
  const auto effects = scene.provider.effects().size();

  const auto again = scene.apply(plan);
  REQUIRE(again.all_done());
  CHECK(scene.provider.effects().size() == effects);
  for (const auto& change : again.changes) CHECK(std::get<Succeeded>(change.outcome).was_already_so);
}
