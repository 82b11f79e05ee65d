#include "reconciler/core/plan/diff/claims.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "tests/core/plan/mentions.hpp"
#include "tests/support/plans.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const Change* change_at(const Plan& plan, const std::string& address) {
  for (const auto& change : plan.changes)
    if (change.address == address) return &change;
  return nullptr;
}

/// Two machines behind a balancer, a firewall and a volume, and all of it wanted.
struct Tended {
  Scene scene;
  DesiredState desired;

  Tended() {
    scene.machines(2, "s-1vcpu-2gb").volume("worker/1/data-1", 50).balancer("worker/lb-1");
    scene.pool().firewall = {{"tcp", "22", {"10.0.0.0/8"}}};
    now().firewalls[kWorker] = {FirewallId("fw"), "fpai-worker", kWorker, scene.pool().firewall};
    for (auto& [slot, machine] : now().machines)
      machine.tags = {fleet_tag(FleetName("fpai")), pool_tag(FleetName("fpai"), kWorker), slot_tag(slot)};
    desired = as_desired(scene);
  }
  ActualState& now() { return scene.world.actual; }
  Plan plan() const { return plan_of(scene, desired); }
};

}  // namespace

TEST_CASE("a machine without the fleet's tag gets it back, and nothing else is done to it") {
  Tended tended;
  auto& machine = tended.now().machines.at(kFirst);
  std::erase(machine.tags, "muster-fleet:fpai");
  tended.now().untagged.machines.insert(machine.id);
  tended.desired.machines.at(kFirst).size = SizeName("s-2vcpu-4gb");
  const auto plan = tended.plan();
  REQUIRE(change_at(plan, "machine_tags.worker/1"));
  for (const auto& change : plan.changes) {
    CAPTURE(change.address);
    const bool about_it = change.address.find("worker/1") != std::string::npos;
    CHECK((!about_it || change.address == "machine_tags.worker/1"));
  }
}

TEST_CASE("a machine that another fleet took over is left alone altogether") {
  Tended tended;
  auto& machine = tended.now().machines.at(kFirst);
  machine.tags = {fleet_tag(FleetName("other"))};
  tended.now().untagged.machines.insert(machine.id);
  tended.desired.machines.erase(kFirst);
  for (const auto& change : tended.plan().changes)
    CHECK(change.address.find("worker/1") == std::string::npos);
}

TEST_CASE("what lost its tag is not destroyed, whatever asks for it") {
  struct Row {
    const char* that;
    std::function<void(Tended&)> spoil;
    const char* address;
  };
  for (const auto& row : {
           Row{"a machine nobody wants any more",
               [](Tended& t) {
                 t.now().untagged.machines.insert(t.now().machines.at(kFirst).id);
                 t.desired.machines.erase(kFirst);
               },
               "machine.worker/1"},
           Row{"a volume of a pool that is gone",
               [](Tended& t) {
                 t.now().untagged.volumes.insert(t.now().volumes.at(kVolume).id);
                 t.desired.volumes.erase(kVolume);
                 t.scene.pool().name = PoolName("other");
               },
               "volume.worker/1/data-1"},
           Row{"a balancer that is not needed",
               [](Tended& t) {
                 t.now().untagged.balancers.insert(t.now().balancers.at(kBalancer).id);
                 t.desired.balancers.clear();
               },
               "load_balancer.worker/lb-1"},
           Row{"a firewall that nobody declares",
               [](Tended& t) {
                 t.now().untagged.firewalls.insert(FirewallId("fw"));
                 t.desired.firewalls.clear();
               },
               "firewall.worker"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Tended tended;
      row.spoil(tended);
      CHECK_FALSE(change_at(tended.plan(), row.address));
      tended.now().untagged = {};
      CHECK(change_at(tended.plan(), row.address));
    }
  }
}

TEST_CASE("a balancer and a firewall without their tag get it back by an update, not by a second one") {
  Tended tended;
  CHECK(tended.plan().changes.empty());
  tended.now().untagged.balancers.insert(tended.now().balancers.at(kBalancer).id);
  tended.now().untagged.firewalls.insert(FirewallId("fw"));
  const auto plan = tended.plan();
  REQUIRE(plan.changes.size() == 2);
  REQUIRE(change_at(plan, "load_balancer.worker/lb-1"));
  CHECK(change_at(plan, "load_balancer.worker/lb-1")->action == Action::update);
  REQUIRE(change_at(plan, "firewall.worker"));
  CHECK(change_at(plan, "firewall.worker")->action == Action::update);
}

TEST_CASE(
    "a network of the declared name that differs is told, and not entered while it is nobody's of ours") {
  struct Row {
    const char* that;
    const char* region;
    const char* range;
    bool known;
    bool lived_in;
    bool warned;
    bool refused;
  };
  for (const auto& row : {
           Row{"it is as declared", "nyc3", "10.130.0.0/20", false, false, false, false},
           Row{"other addresses", "nyc3", "10.99.0.0/20", false, false, true, true},
           Row{"another region", "fra1", "10.130.0.0/20", false, false, true, true},
           Row{"muster made it", "nyc3", "10.99.0.0/20", true, false, true, false},
           Row{"the fleet lives in it", "nyc3", "10.99.0.0/20", false, true, true, false},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.world.fleet.network = NetworkSpec{"fpai", Region("nyc3"), "10.130.0.0/20"};
      scene.machines(1, "s-1vcpu-2gb");
      auto& actual = scene.world.actual;
      actual.network = Network{NetworkId("n"), "fpai", Region(row.region), row.range};
      actual.network_is_known = row.known;
      if (row.lived_in) actual.machines.begin()->second.network = "n";
      auto desired = as_desired(scene);
      desired.machines[Slot{kWorker, 2}] = desired.machines.at(kFirst);
      desired.machines.at(Slot{kWorker, 2}).network = "fpai";
      const auto plan = plan_of(scene, desired);
      CHECK(mentions(plan.warnings, "network fpai (id n) is") == row.warned);
      CHECK((plan.verdict.permission == Permission::refused) == row.refused);
      if (row.refused) CHECK(mentions(plan.verdict.reasons, "does not belong to muster"));
    }
  }
}

TEST_CASE("a name that somebody has refuses what would ask for it, and nothing else") {
  struct Row {
    const char* that;
    HeldName held;
    bool refused;
  };
  for (const auto& row : {
           Row{"a volume's in its region",
               {ObjectKind::volume, "fpai-worker-2-data-1", Region("nyc3"), "v", "it has no tags"},
               true},
           Row{"a volume's elsewhere",
               {ObjectKind::volume, "fpai-worker-2-data-1", Region("fra1"), "v", "it has no tags"},
               false},
           Row{"a firewall's",
               {ObjectKind::firewall, "fpai-worker", Region(""), "f", "its tags are web"},
               true},
           Row{"one that nobody asks for",
               {ObjectKind::volume, "fpai-worker-9-data-1", Region("nyc3"), "v", "it has no tags"},
               false},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.pool().firewall = {{"tcp", "22", {"10.0.0.0/8"}}};
      scene.machines(1, "s-1vcpu-2gb");
      auto desired = as_desired(scene);
      desired.volumes[VolumeSlot{Slot{kWorker, 2}, 1}] = VolumeSpec{10, Region("nyc3")};
      desired.machines[Slot{kWorker, 2}] = desired.machines.at(kFirst);
      desired.firewalls[kWorker] = scene.pool().firewall;
      scene.world.actual.held_names = {row.held};
      const auto plan = plan_of(scene, desired);
      CHECK((plan.verdict.permission == Permission::refused) == row.refused);
      if (row.refused) CHECK(mentions(plan.verdict.reasons, row.held.owner));
    }
  }
}

TEST_CASE("a fleet by another name over pools of the same names needs a person before anything is made") {
  struct Row {
    const char* that;
    std::vector<OtherFleet> others;
    int here;
    bool actions;
    const char* message = "fleet shop has 2 machines";
  };
  for (const auto& row : {
           Row{"nobody else", {}, 0, false},
           Row{"a fleet with the same pool", {{FleetName("shop"), 2, {kWorker}}}, 0, true},
           Row{"a fleet with other pools", {{FleetName("shop"), 2, {}}}, 0, false},
           Row{"a fleet whose machines are gone, and whose volumes and load balancers bill on",
               {{FleetName("shop"), 0, {kWorker}, 2, 1}},
               0,
               true,
               "fleet shop has 2 volumes and 1 load balancer"},
           Row{"a fleet with one of each",
               {{FleetName("shop"), 1, {kWorker}, 1, 1}},
               0,
               true,
               "fleet shop has 1 machine, 1 volume and 1 load balancer"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.world.actual.other_fleets = row.others;
      DesiredState desired;
      desired.fleet = scene.world.fleet.name;
      MachineSpec spec;
      spec.size = SizeName("s-1vcpu-2gb");
      spec.region = Region("nyc3");
      desired.machines[kFirst] = spec;
      const auto plan = plan_of(scene, desired);
      CHECK((plan.verdict.permission == Permission::needs_approval) == row.actions);
      CHECK(mentions(plan.verdict.reasons, row.message) == row.actions);
      CHECK(mentions(plan.warnings, row.message) == row.actions);
    }
  }
}
