#pragma once

#include <catch2/catch.hpp>

#include "tests/engine/scene.hpp"

namespace muster::testing {

/// A plan with a call of nearly every kind.
inline Plan wide_plan(Scene& scene) {
  const auto resized = scene.place_worker(1);
  const auto resized_too = scene.place_worker(2);
  const auto replaced = scene.place_worker(3);
  const auto destroyed = scene.place_worker(4);
  auto& cloud = scene.provider.cloud;
  cloud.place_balancer(kFleet, balancer(), {resized, resized_too, replaced, destroyed});
  cloud.place_volume(kFleet, data_volume(3), 50, replaced);
  const auto grown = cloud.place_volume(kFleet, data_volume(1), 50, resized);
  const auto left = cloud.leave_volume(kFleet, data_volume(6), 70, Region("nyc3"));

  const auto firewall = change_of(CreateFirewall{PoolName("worker"), {{"tcp", "22", {"0.0.0.0/0"}}}});
  const auto created = create_worker(5, {firewall.id});
  const auto volume = change_of(CreateVolume{data_volume(5), {50, Region("nyc3"), "ext4"}});
  const auto join = change_of(JoinBalancer{balancer(), worker(5)}, {created.id});
  const auto first = resize_worker(1, resized, {join.id});
  const auto lb = change_of(CreateBalancer{balancer(2), {}});
  return plan_of(
      {firewall, created, volume,
       change_of(AttachVolume{data_volume(5), std::nullopt}, {created.id, volume.id}), join, first,
       resize_worker(2, resized_too, {first.id}), lb,
       change_of(JoinBalancer{balancer(2), worker(5)}, {lb.id, created.id}),
       change_of(
           ReplaceMachine{worker(3), replaced, spec_of("s-1vcpu-2gb"), spec_of("s-2vcpu-4gb"), "image"}),
       change_of(DestroyMachine{worker(4), destroyed, SizeName("s-1vcpu-2gb"), Region("nyc3")}, {created.id}),
       change_of(GrowVolume{data_volume(1), grown, 50, 100}),
       change_of(DestroyVolume{data_volume(6), left, 70, true})});
}

/// No slot with two machines, nothing with the fleet's tag that the plan does not know.
inline void check_one_for_one(Scene& scene) {
  const auto state = scene.now();
  CHECK(state.strays.empty());
  CHECK(state.machines.size() == 4);
  for (const int slot : {1, 2, 3, 5}) {
    REQUIRE(state.machines.count(worker(slot)) == 1);
    CHECK(state.machines.at(worker(slot)).status == MachineStatus::running);
  }
  CHECK(state.machines.at(worker(1)).size == SizeName("s-2vcpu-2gb"));
  CHECK(state.machines.at(worker(2)).size == SizeName("s-2vcpu-2gb"));
  CHECK(state.balancers.at(balancer()).members.size() == 4);
  CHECK(scene.provider.cloud.volumes().size() == 3);
  CHECK(state.volumes.at(data_volume(3)).attached_to == state.machines.at(worker(3)).id);
  CHECK(state.volumes.at(data_volume(5)).attached_to == state.machines.at(worker(5)).id);
  CHECK(state.volumes.at(data_volume(1)).size_gib == 100);
  CHECK(state.volumes.count(data_volume(6)) == 0);
  CHECK(scene.provider.cloud.snapshots().size() == 1);
  CHECK(scene.provider.cloud.balancers().size() == 2);
  CHECK(scene.provider.cloud.firewalls().size() == 1);
}

}  // namespace muster::testing
