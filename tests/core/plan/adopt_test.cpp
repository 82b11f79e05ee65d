#include "reconciler/core/plan/adopt.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/core/plan/change/plan_digest.hpp"
#include "tests/support/plans.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const VolumeSlot kNewVolume{kFirst, 2};

/// A fleet of one worker with a volume, and things that are not the fleet's.
struct Elsewhere {
  Scene scene;
  Machine machine;
  Volume volume;
  Slot slot = kThird;
  VolumeSlot volume_slot = kNewVolume;

  Elsewhere() {
    scene.machines(1).volume("worker/1/data-1", 50);
    machine = a_machine(kThird, "s-2vcpu-4gb");
    machine.id = MachineId("4711");
    machine.name = "by-hand";
    machine.slot = {};
    machine.tags = {"blue"};
    volume = {VolumeId("v-7"), "notes", {}, 20, Region("nyc3"), std::nullopt, {}, {}, {}};
  }
  Machine& ours() { return scene.world.actual.machines.at(kFirst); }
  Result<Plan> adopt_machine() { return plan_adoption(scene.inputs(), machine, slot, scene.now); }
  Result<Plan> adopt_volume() { return plan_adoption(scene.inputs(), volume, volume_slot, scene.now); }
};

std::string all(const std::vector<std::string>& lines) {
  return fmt::format("{}", fmt::join(lines, "\n"));
}

struct Refusal {
  const char* that;
  void (*happens)(Elsewhere&);
  const char* message;
};

}  // namespace

TEST_CASE("an adopted machine gets the fleet's tags, the fleet's own last, and bills the fleet") {
  Elsewhere e;
  e.scene.pool().tags = {"agents"};
  const auto plan = e.adopt_machine();
  REQUIRE(plan.ok());
  REQUIRE(plan->changes.size() == 1);
  const auto& change = plan->changes.front();
  CHECK(change.address == "machine.worker/3");
  CHECK(change.action == Action::adopt);
  CHECK(std::get<AdoptMachine>(change.effect).add ==
        std::vector<std::string>{"agents", "muster-pool:fpai:worker", "muster-slot:worker:3",
                                 "muster-fleet:fpai"});
  CHECK(change.fingerprint == fingerprint_of(e.machine));
  CHECK_THAT(change.because.front().message, Catch::Contains("machine 4711 (by-hand) as worker/3"));
  CHECK(plan->cost.delta().monthly == Money::dollars(24));
  CHECK(plan->verdict.permission == Permission::allowed);
  CHECK(summary_line(*plan) == "Plan: 1 to adopt, 0 to add, 0 to change, 0 to destroy.");
  CHECK(all(plan->warnings) == "");
  CHECK(plan_digest(*plan) == plan->id);
}

TEST_CASE("machines that do not fit are not adopted") {
  const Refusal rows[] = {
      {"a taken slot", [](Elsewhere& e) { e.slot = kFirst; },
       "worker/1 is taken by machine 1001 (fpai-worker-1)"},
      {"a pool that is not declared",
       [](Elsewhere& e) {
         e.slot = {PoolName("web"), 1};
       },
       "declares no pool web; it declares worker"},
      {"a region that the pool may not use", [](Elsewhere& e) { e.machine.region = Region("sgp1"); },
       "is in sgp1; pool worker may be in nyc3, fra1"},
      {"a size without a price", [](Elsewhere& e) { e.machine.size = SizeName("gpu-9"); },
       "of size gpu-9, which is not in the price list"},
      {"another fleet's", [](Elsewhere& e) { e.machine.tags = {"muster-fleet:other"}; },
       "belongs to fleet other: release it there first"},
      {"one that is ours already", [](Elsewhere& e) { e.machine.id = e.ours().id; }, "is worker/1 already"},
      {"when not everything could be seen", [](Elsewhere& e) { e.scene.world.actual.gaps = {"page 2"}; },
       "it does not know whether the slot is free"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Elsewhere e;
      row.happens(e);
      const auto plan = e.adopt_machine();
      REQUIRE_FALSE(plan.ok());
      CHECK_THAT(plan.error().what, Catch::Contains(row.message));
    }
  }
}

TEST_CASE("bounds and the money cap hold for what is adopted") {
  Elsewhere e;
  e.scene.pool().max = 1;
  REQUIRE(e.adopt_machine().ok());
  CHECK(e.adopt_machine()->verdict.permission == Permission::refused);
  e.scene.pool().max = 12;
  e.scene.world.fleet.budget.monthly_cap = Money::dollars(30);
  CHECK(e.adopt_machine()->verdict.permission == Permission::refused);
  e.scene.world.fleet.budget.monthly_cap.reset();
  e.machine.size = SizeName("s-8vcpu-16gb");
  CHECK(e.adopt_machine()->verdict.permission == Permission::needs_approval);
}

TEST_CASE("the plan of an adoption warns of what the next plan would change") {
  const Refusal rows[] = {
      {"a size that is not in the ladder",
       [](Elsewhere& e) { e.scene.pool().ladder = {SizeName("s-1vcpu-2gb")}; },
       "s-2vcpu-4gb is not in the ladder of pool worker (s-1vcpu-2gb): the next plan would resize it"},
      {"a machine that is off", [](Elsewhere& e) { e.machine.status = MachineStatus::off; },
       "worker/3 is off: the next plan would switch it on"},
      {"a volume that stays yours", [](Elsewhere& e) { e.machine.volumes = {VolumeId("v-7")}; },
       "volume v-7 on it is not adopted; to adopt it too: muster adopt volume v-7 --as worker/3/data-N"},
      {"another network",
       [](Elsewhere& e) {
         e.scene.world.actual.network = Network{NetworkId("n-1"), "fpai", Region("nyc3"), ""};
         e.machine.network = "n-2";
       },
       "it is not in the fleet's network fpai, and a machine cannot move there"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Elsewhere e;
      row.happens(e);
      const auto plan = e.adopt_machine();
      REQUIRE(plan.ok());
      CHECK(all(plan->warnings) == row.message);
    }
  }
}

TEST_CASE("a volume is adopted for a machine that is there") {
  Elsewhere e;
  const auto plan = e.adopt_volume();
  REQUIRE(plan.ok());
  const auto& effect = std::get<AdoptVolume>(plan->changes.front().effect);
  CHECK(effect.add == std::vector<std::string>{"muster-volume:worker:1:2", "muster-fleet:fpai"});
  CHECK(plan->cost.delta().monthly == Money::dollars(2));
  CHECK(all(plan->warnings) == "it is not attached: the next plan would attach it to worker/1");
}

TEST_CASE("volumes that do not fit are not adopted") {
  const Refusal rows[] = {
      {"a taken slot", [](Elsewhere& e) { e.volume_slot.number = 1; }, "worker/1/data-1 is taken by volume"},
      {"a machine that does not exist", [](Elsewhere& e) { e.volume_slot.machine = kThird; },
       "there is no machine worker/3"},
      {"another region", [](Elsewhere& e) { e.volume.region = Region("fra1"); },
       "is in fra1, and worker/1 is in nyc3: volumes cannot move"},
      {"attached to another machine", [](Elsewhere& e) { e.volume.attached_to = MachineId("99"); },
       "is attached to machine 99, which is not worker/1: detach it first"},
      {"another fleet's", [](Elsewhere& e) { e.volume.tags = {"muster-fleet:other"}; },
       "belongs to fleet other"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Elsewhere e;
      row.happens(e);
      const auto plan = e.adopt_volume();
      REQUIRE_FALSE(plan.ok());
      CHECK_THAT(plan.error().what, Catch::Contains(row.message));
    }
  }
}

TEST_CASE("a released machine loses every tag of muster's, and so do the volumes on it, before it does") {
  Elsewhere e;
  e.ours().tags = {"agents",
                   "Muster-Slot:worker:1",
                   "muster-change:c",
                   "muster-fleet:fpai",
                   "muster-lb:fpai:worker:1",
                   "muster-pool:fpai:worker"};
  auto& volume = e.scene.world.actual.volumes.begin()->second;
  volume.tags = {"muster-fleet:fpai", "muster-volume:worker:1:1"};
  volume.name = "fpai-worker-1-data-1";
  const auto plan = plan_release(e.scene.inputs(), kFirst, e.scene.now);
  REQUIRE(plan.ok());
  REQUIRE(plan->changes.size() == 2);
  CHECK(plan->changes[0].address == "volume.worker/1/data-1");
  CHECK(std::get<ReleaseMachine>(plan->changes[1].effect).remove ==
        std::vector<std::string>{"Muster-Slot:worker:1", "muster-change:c", "muster-lb:fpai:worker:1",
                                 "muster-pool:fpai:worker", "muster-fleet:fpai"});
  CHECK(plan->changes[1].after == std::vector<ChangeId>{plan->changes[0].id});
  CHECK(plan->cost.after.monthly == Money{});
  CHECK(summary_line(*plan) == "Plan: 0 to add, 0 to change, 0 to destroy, 2 to release.");
  CHECK(all(plan->warnings) ==
        "machine worker/1 (id 1001) continues to run and costs $12.00 a month outside muster and its "
        "budget\nvolume worker/1/data-1 (id vol-worker/1/data-1) keeps its data and costs $5.00 a month "
        "outside muster\nits name fpai-worker-1-data-1 stays in use in nyc3: while it exists, no new "
        "worker/1/data-1 can be created\npool worker will have 0 machines and needs 1: the next plan makes a "
        "new one");
}

TEST_CASE("what does not exist cannot be released") {
  Elsewhere e;
  CHECK(plan_release(e.scene.inputs(), kThird, e.scene.now).error().kind == ErrorKind::not_found);
  CHECK(plan_release(e.scene.inputs(), kNewVolume, e.scene.now).error().kind == ErrorKind::not_found);
}

TEST_CASE("after an adoption of a machine that fits, the next plan leaves it alone") {
  Elsewhere e;
  e.machine.slot = kThird;
  e.machine.tags = {"muster-fleet:fpai", "muster-pool:fpai:worker", "muster-slot:worker:3"};
  for (const auto& tag : e.scene.pool().tags) e.machine.tags.push_back(tag);
  e.machine.disk_gib = 80;
  const auto desired = [&] {
    e.scene.world.actual.machines[kThird] = e.machine;
    return as_desired(e.scene);
  }();
  const auto plan = plan_of(e.scene, desired);
  CHECK(std::none_of(plan.changes.begin(), plan.changes.end(),
                     [](const Change& change) { return change.address.ends_with("machine.worker/3"); }));
}

TEST_CASE("a machine that is off is switched on, unless something else is done with it anyway") {
  Elsewhere e;
  e.ours().status = MachineStatus::off;
  auto desired = as_desired(e.scene);
  CHECK(std::holds_alternative<StartMachine>(plan_of(e.scene, desired).changes.at(0).effect));
  desired.machines.at(kFirst).size = SizeName("s-2vcpu-2gb");
  CHECK(std::holds_alternative<ResizeMachine>(plan_of(e.scene, desired).changes.at(0).effect));
  desired = as_desired(e.scene);
  e.ours().busy = true;
  CHECK(plan_of(e.scene, desired).changes.empty());
}
