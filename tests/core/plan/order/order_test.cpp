#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <set>

#include "reconciler/core/plan/change/address.hpp"
#include "reconciler/core/plan/order/order.hpp"
#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Positions of the plan's changes by address, and whether one is done before the other starts in every run.
struct PlanOrder {
  const Plan& plan;
  std::map<std::string, std::size_t> at;
  std::vector<std::set<std::size_t>> before;

  explicit PlanOrder(const Plan& of) : plan(of), before(of.changes.size()) {
    std::map<ChangeId, std::size_t> by_id;
    for (std::size_t i = 0; i < plan.changes.size(); ++i) {
      at[plan.changes[i].address] = i;
      by_id[plan.changes[i].id] = i;
      for (const auto& id : plan.changes[i].after) {
        REQUIRE(by_id.count(id) == 1);  // Nothing waits for what stands behind it.
        const auto earlier = by_id.at(id);
        before[i].insert(earlier);
        before[i].insert(before[earlier].begin(), before[earlier].end());
      }
    }
  }
  bool is_first(const std::string& earlier, const std::string& later) const {
    INFO(earlier << " before " << later);
    REQUIRE(at.count(earlier) == 1);
    REQUIRE(at.count(later) == 1);
    return before[at.at(later)].count(at.at(earlier)) == 1;
  }
};

}  // namespace

TEST_CASE("a growing pool: new machines are ready before the balancer has them and before others go off") {
  Scene scene;
  scene.machines(1, "s-1vcpu-2gb").volume("worker/1/data-1", 50);
  scene.world.actual.network.reset();
  auto desired = as_desired(scene);
  desired.network = NetworkSpec{"fpai", Region("nyc3"), ""};
  auto& first = desired.machines.begin()->second;
  first.size = SizeName("s-2vcpu-4gb");
  const Slot second{PoolName("worker"), 2};
  desired.machines[second] = first;
  desired.volumes[{second, 1}] = {50, Region("nyc3"), "ext4"};
  desired.volumes.begin()->second.size_gib = 100;
  desired.balancers[{PoolName("worker"), 1}] = {Region("nyc3"), {Forwarding{}}, {}, ""};
  desired.firewalls[PoolName("worker")] = scene.pool().firewall;
  const auto plan = plan_of(scene, desired);
  const PlanOrder order(plan);
  CHECK(order.is_first("network.fpai", "machine.worker/2"));
  CHECK(order.is_first("network.fpai", "load_balancer.worker/lb-1"));
  CHECK(order.is_first("load_balancer.worker/lb-1", "firewall.worker"));
  CHECK(order.is_first("firewall.worker", "machine.worker/2"));
  CHECK(order.is_first("volume.worker/2/data-1", "volume_attachment.worker/2/data-1"));
  CHECK(order.is_first("machine.worker/2", "volume_attachment.worker/2/data-1"));
  CHECK(order.is_first("volume_attachment.worker/2/data-1", "load_balancer_member.worker/lb-1:worker/2"));
  CHECK(order.is_first("load_balancer_member.worker/lb-1:worker/2", "machine.worker/1"));
  CHECK(order.is_first("machine.worker/1", "volume.worker/1/data-1"));
  CHECK(order.is_first("machine.worker/1", "load_balancer_member.worker/lb-1:worker/1"));
  CHECK_FALSE(order.is_first("machine.worker/2", "volume.worker/2/data-1"));
}

TEST_CASE("a shrinking pool: out of the balancer, volumes off, then the machine goes") {
  Scene scene;
  scene.machines(3, "s-1vcpu-2gb").volume("worker/3/data-1", 50).balancer("worker/lb-1");
  for (auto& [slot, machine] : scene.world.actual.machines) {
    auto& members = scene.world.actual.balancers.begin()->second.members;
    if (std::find(members.begin(), members.end(), machine.id) == members.end()) members.push_back(machine.id);
  }
  auto desired = as_desired(scene);
  desired.machines.erase({PoolName("worker"), 3});
  desired.volumes.clear();
  const auto plan = plan_of(scene, desired);
  const PlanOrder order(plan);
  const auto attachment =
      "volume_attachment.worker/3/data-1:" + scene.world.actual.machines.at({PoolName("worker"), 3}).id.value;
  CHECK(order.is_first("load_balancer_member.worker/lb-1:worker/3", attachment));
  CHECK(order.is_first(attachment, "machine.worker/3"));
}

TEST_CASE("no more machines of a pool are off at once than it allows") {
  for (const int lanes : {1, 2, 5}) {
    Scene scene;
    scene.pool().max_disrupted = lanes;
    scene.machines(12, "s-1vcpu-2gb");
    auto desired = as_desired(scene);
    for (auto& [slot, spec] : desired.machines) spec.size = SizeName("s-2vcpu-4gb");
    const auto plan = plan_of(scene, desired);
    const PlanOrder order(plan);
    // The longest set of resizes that nothing orders: as wide as the lanes.
    int widest = 0;
    for (std::size_t i = 0; i < plan.changes.size(); ++i) {
      int side_by_side = 0;
      for (std::size_t k = 0; k < plan.changes.size(); ++k) {
        if (k != i && order.before[i].count(k) == 0 && order.before[k].count(i) == 0) ++side_by_side;
      }
      widest = std::max(widest, side_by_side);
    }
    INFO(lanes);
    int steps = 0;
    for (const auto& before : order.before) steps = std::max(steps, static_cast<int>(before.size()));
    CHECK(steps == (12 + lanes - 1) / lanes - 1);
    CHECK((widest > 0) == (lanes > 1));
  }
}

TEST_CASE("any order is free of cycles, complete and the same however the changes come") {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    INFO(seed);
    const auto turmoil = a_turmoil(seed);
    const auto plan = plan_of(turmoil.scene, turmoil.desired);
    const PlanOrder order(plan);
    CHECK(order.at.size() == plan.changes.size());  // Addresses are unique.

    auto shuffled = plan.changes;
    std::reverse(shuffled.begin(), shuffled.end());
    muster::order(turmoil.scene.world.fleet, shuffled);
    CHECK(shuffled == plan.changes);

    for (const auto& [address, i] : order.at) {
      const auto& change = plan.changes[i];
      CHECK_FALSE(change.because.empty());
      const auto* destroyed = std::get_if<DestroyMachine>(&change.effect);
      if (destroyed == nullptr) continue;
      for (const auto& other : plan.changes) {
        const auto* created = std::get_if<CreateMachine>(&other.effect);
        if (created == nullptr || created->slot.pool != destroyed->slot.pool) continue;
        CHECK(order.is_first(other.address, address));
      }
    }
  }
}

TEST_CASE("addresses are in the order that people expect") {
  struct Row {
    const char* a;
    const char* b;
  };
  for (const auto& row : {Row{"machine.worker/2", "machine.worker/10"}, Row{"machine.a/9", "machine.b/1"},
                          Row{"volume.worker/2/data-1", "volume.worker/2/data-2"},
                          Row{"machine.worker/1", "machine.worker/1/x"}, Row{"a", "a1"}, Row{"a01", "a1"}}) {
    INFO(row.a << " before " << row.b);
    CHECK(address_before(row.a, row.b));
    CHECK_FALSE(address_before(row.b, row.a));
    CHECK_FALSE(address_before(row.a, row.a));
  }
}

TEST_CASE("ordering a hundred thousand changes takes no more than a moment") {
  Scene scene;
  scene.pool().max = 200'000;
  DesiredState desired;
  desired.fleet = scene.world.fleet.name;
  const MachineSpec spec{SizeName("s-1vcpu-2gb"), Region("nyc3"), "i", {}, {}, "", ""};
  for (int n = 1; n <= 33'333; ++n) {
    desired.machines[{PoolName("worker"), n}] = spec;
    desired.volumes[{{PoolName("worker"), n}, 1}] = {50, Region("nyc3"), "ext4"};
  }
  const auto plan = plan_of(scene, desired);
  CHECK(plan.changes.size() == 99'999);
  CHECK(estimated_time_of(plan.changes) == 70s);
}
