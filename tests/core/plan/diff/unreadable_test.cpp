// An object that cannot be read holds its slot. What stands beside it is planned as ever.
#include "reconciler/core/fleet/state/unreadable.hpp"

#include <catch2/catch.hpp>

#include "tests/core/plan/mentions.hpp"
#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const PoolName kOddPool{"worker"};
const VolumeSlot kOddData{Slot{kOddPool, 1}, 1};
const BalancerSlot kOddBalancer{kOddPool, 1};

std::string addresses_in(const Plan& plan) {
  std::string all;
  for (const auto& change : plan.changes) all += (all.empty() ? "" : ", ") + change.address;
  return all;
}

}  // namespace

TEST_CASE("an unreadable object is neither made a second time nor used") {
  struct Row {
    const char* that;
    void (*wanted)(DesiredState&);
    ObjectKind kind;
    const char* name;
    const char* changes;
  };
  for (const auto& row : {
           Row{"a volume",
               [](DesiredState& d) {
                 d.volumes[kOddData] = {20, Region("nyc3")};
               },
               ObjectKind::volume, "fpai-worker-1-data-1", ""},
           Row{"the volume beside it is made",
               [](DesiredState& d) {
                 d.volumes[kOddData] = {20, Region("nyc3")};
               },
               ObjectKind::volume, "fpai-worker-1-data-2",
               "volume.worker/1/data-1, volume_attachment.worker/1/data-1"},
           Row{"a load balancer", [](DesiredState& d) { d.balancers[kOddBalancer] = {}; },
               ObjectKind::balancer, "fpai-worker-lb-1", ""},
           Row{"a firewall",
               [](DesiredState& d) {
                 d.firewalls[kOddPool] = {{"tcp", "22", {"10.0.0.0/8"}}};
               },
               ObjectKind::firewall, "fpai-worker", ""},
           Row{"a machine with data that cannot be read does not go",
               [](DesiredState& d) { d.machines.clear(); }, ObjectKind::volume, "fpai-worker-1-data-1", ""},
           Row{"another one goes", [](DesiredState& d) { d.machines.clear(); }, ObjectKind::volume,
               "fpai-worker-2-data-1", "machine.worker/1"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.only({}).machines(1);
      auto desired = as_desired(scene);
      row.wanted(desired);
      note_unreadable(scene.world.actual, row.kind, row.name, "id-1",
                      "size: expected whole number, got null");
      const auto plan = plan_of(scene, desired);
      CHECK(addresses_in(plan) == row.changes);
      CHECK_FALSE(mentions(plan.verdict.reasons, "has that name"));
      CHECK(mentions(plan.warnings, "(id id-1) cannot be read (size: expected whole number, got null)"));
    }
  }
}

TEST_CASE("an unreadable object is told once, however often it is listed") {
  ActualState state;
  for (int i = 0; i < 3; ++i) note_unreadable(state, ObjectKind::volume, "fpai-worker-1-data-1", "v", "odd");
  CHECK(state.remarks.size() == 1);
  CHECK(is_unreadable_id(state, ObjectKind::volume, "v"));
  CHECK_FALSE(is_unreadable_id(state, ObjectKind::firewall, "v"));
}

TEST_CASE("a firewall is not changed for load balancers that could not be seen") {
  Scene scene;
  scene.only({}).machines(1);
  const std::vector<FirewallRule> declared = {{"tcp", "8080", {"balancer"}}};
  scene.pool().firewall = declared;
  auto desired = as_desired(scene);
  desired.firewalls[kOddPool] = declared;
  for (const auto& seen : std::vector<std::vector<FirewallRule>>{{{"tcp", "8080", {"balancer:f89"}}}, {}}) {
    scene.world.actual.firewalls[kOddPool] = {FirewallId("f"), "fpai-worker", kOddPool, seen};
    scene.world.actual.gaps = {"listing load_balancers: oops"};
    CHECK(addresses_in(plan_of(scene, desired)).empty());
    LastAppliedState left;
    left.state = scene.world.actual;
    left.state.firewalls[kOddPool].inbound = declared;
    CHECK(find_drift(left, scene.world.actual).empty());
  }
}

TEST_CASE("a firewall is not rewritten while it lets in a load balancer that cannot be read") {
  Scene scene;
  scene.only({}).machines(1);
  scene.pool().firewall = {{"tcp", "8080", {"balancer"}}};
  auto desired = as_desired(scene);
  desired.firewalls[kOddPool] = scene.pool().firewall;
  desired.balancers[kOddBalancer] = {};
  scene.world.actual.firewalls[kOddPool] = {
      FirewallId("f"), "fpai-worker", kOddPool, {{"tcp", "8080", {"balancer"}}}};
  note_unreadable(scene.world.actual, ObjectKind::balancer, "fpai-worker-lb-1", "b", "odd");
  CHECK(addresses_in(plan_of(scene, desired)).empty());
}
