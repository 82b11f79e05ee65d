#include <catch2/catch.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reconciler/core/plan/diff/diff.hpp"
#include "tests/support/plans.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// "~ machine.worker/1, + machine.worker/2": every change of the diff, in its order.
std::string differences(const Scene& scene, const DesiredState& desired) {
  const auto& w = scene.world;
  std::vector<std::string> words;
  for (const auto& change : diff(w.fleet, desired, w.actual, w.prices, w.capabilities)) {
    words.push_back(fmt::format("{} {}", symbol_of(change.action), change.address));
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

/// Two machines behind a balancer, a volume on the first, everything as it should be.
struct Steady {
  Scene scene;
  DesiredState desired;
  Steady() {
    scene.machines(2, "s-2vcpu-2gb").volume("worker/1/data-1", 50).balancer("worker/lb-1");
    for (auto& [slot, machine] : scene.world.actual.machines) {
      machine.disk_gib = 60;
      auto& members = scene.world.actual.balancers.begin()->second.members;
      if (std::find(members.begin(), members.end(), machine.id) == members.end())
        members.push_back(machine.id);
    }
    desired = as_desired(scene);
  }
  MachineSpec& machine(int n) { return desired.machines.at({PoolName("worker"), n}); }
  Machine& seen(int n) { return scene.world.actual.machines.at({PoolName("worker"), n}); }
  Volume& volume() { return scene.world.actual.volumes.begin()->second; }
};

}  // namespace

TEST_CASE("differences between what should be and what is become changes") {
  struct Row {
    const char* that;
    void (*happens)(Steady&);
    const char* expected;
  };
  const Row rows[] = {
      {"what is as it should be needs nothing", [](Steady&) {}, ""},
      {"a missing machine is created and joins the balancer",
       [](Steady& s) { s.desired.machines[kThird] = s.machine(1); },
       "+ load_balancer_member.worker/lb-1:worker/3, + machine.worker/3"},
      {"another size is a resize in place", [](Steady& s) { s.machine(1).size = SizeName("s-2vcpu-4gb"); },
       "~ machine.worker/1"},
      {"a smaller size whose disk still fits is a resize too",
       [](Steady& s) {
         s.seen(1).disk_gib = 50;
         s.machine(1).size = SizeName("s-1vcpu-2gb");
       },
       "~ machine.worker/1"},
      {"a disk that would have to shrink is a replacement",
       [](Steady& s) { s.machine(2).size = SizeName("s-1vcpu-2gb"); }, "+/- machine.worker/2"},
      {"another region is a replacement", [](Steady& s) { s.machine(2).region = Region("fra1"); },
       "+/- machine.worker/2"},
      {"a machine that has a volume does not leave its region",
       [](Steady& s) { s.machine(1).region = Region("fra1"); }, ""},
      {"a newer image is no reason to replace", [](Steady& s) { s.machine(1).image = "debian-13"; }, ""},
      {"a machine too many leaves the balancer and goes",
       [](Steady& s) { s.desired.machines.erase(kSecond); },
       "- load_balancer_member.worker/lb-1:worker/2, - machine.worker/2"},
      {"a volume whose machine goes is detached and kept",
       [](Steady& s) {
         s.desired.machines.erase(kFirst);
         s.desired.volumes.clear();
       },
       "- load_balancer_member.worker/lb-1:worker/1, - machine.worker/1, "
       "- volume_attachment.worker/1/data-1:{worker/1}"},
      {"an unneeded volume stays where it is", [](Steady& s) { s.desired.volumes.clear(); }, ""},
      {"a missing volume is created and attached",
       [](Steady& s) {
         s.desired.volumes[{kSecond, 1}] = {50, Region("nyc3")};
       },
       "+ volume.worker/2/data-1, + volume_attachment.worker/2/data-1"},
      {"a volume grows in place",
       [](Steady& s) {
         s.desired.volumes[{kFirst, 1}].size_gib = 100;
       },
       "~ volume.worker/1/data-1"},
      {"a volume never shrinks",
       [](Steady& s) {
         s.desired.volumes[{kFirst, 1}].size_gib = 10;
       },
       ""},
      {"a loose volume is attached", [](Steady& s) { s.volume().attached_to.reset(); },
       "+ volume_attachment.worker/1/data-1"},
      {"a volume on the wrong machine moves", [](Steady& s) { s.volume().attached_to = s.seen(2).id; },
       "+ volume_attachment.worker/1/data-1, - volume_attachment.worker/1/data-1:{worker/2}"},
      {"a volume on a machine that is not the fleet's stays there",
       [](Steady& s) { s.volume().attached_to = MachineId("rescue"); }, ""},
      {"so it does when its machine is to go",
       [](Steady& s) {
         s.volume().attached_to = MachineId("rescue");
         s.desired.machines.erase(kFirst);
         s.desired.volumes.clear();
       },
       "- load_balancer_member.worker/lb-1:worker/1, - machine.worker/1"},
      {"so it does when nobody wants it and it may be discarded",
       [](Steady& s) {
         s.volume().attached_to = MachineId("rescue");
         s.desired.volumes.clear();
         s.desired.discarded[{kFirst, 1}] = Discard{true};
       },
       ""},
      {"so it does when its machine is gone and made anew",
       [](Steady& s) {
         s.volume().attached_to = MachineId("rescue");
         s.scene.world.actual.machines.erase(kFirst);
       },
       "+ load_balancer_member.worker/lb-1:worker/1, + machine.worker/1"},
      {"one on a machine of the fleet without a slot is the fleet's to move",
       [](Steady& s) {
         s.scene.world.actual.strays.push_back(s.seen(2));
         s.scene.world.actual.strays.back().id = MachineId("stray");
         s.volume().attached_to = MachineId("stray");
       },
       "+ volume_attachment.worker/1/data-1, - volume_attachment.worker/1/data-1:stray"},
      {"a volume in another region than its machine is left alone",
       [](Steady& s) {
         s.volume().attached_to.reset();
         s.volume().region = Region("fra1");
       },
       ""},
      {"a missing tag is put on", [](Steady& s) { s.seen(1).tags = {"muster-fleet:fpai"}; },
       "~ machine_tags.worker/1"},
      {"tags are compared without case",
       [](Steady& s) {
         for (auto& tag : s.seen(1).tags) tag[0] = 'M';
       },
       ""},
      {"a missing balancer is created and everybody joins",
       [](Steady& s) { s.scene.world.actual.balancers.clear(); },
       "+ load_balancer.worker/lb-1, + load_balancer_member.worker/lb-1:worker/1, "
       "+ load_balancer_member.worker/lb-1:worker/2"},
      {"other forwarding is an update",
       [](Steady& s) { s.desired.balancers.begin()->second.health.path = "/health"; },
       "~ load_balancer.worker/lb-1"},
      {"a balancer too many goes", [](Steady& s) { s.desired.balancers.clear(); },
       "- load_balancer.worker/lb-1"},
      {"a firewall is created",
       [](Steady& s) {
         s.desired.firewalls[kFirst.pool] = {{"tcp", "22", {"::/0"}}};
       },
       "+ firewall.worker"},
      {"the fleet's network is created",
       [](Steady& s) {
         s.scene.world.actual.network.reset();
         s.desired.network = NetworkSpec{"n", Region("nyc3"), ""};
       },
       "+ network.n"},
      {"of a pool that is declared no more everything goes, data too",
       [](Steady& s) {
         s.scene.world.fleet.pools.clear();
         s.desired = DesiredState{};
       },
       "- load_balancer.worker/lb-1, - machine.worker/1, - machine.worker/2, - volume.worker/1/data-1, "
       "- volume_attachment.worker/1/data-1:{worker/1}"},
      {"while a part could not be seen nothing comes and nothing goes",
       [](Steady& s) {
         s.scene.world.actual.gaps = {"droplets, page 2"};
         s.desired.machines.erase(kSecond);
         s.desired.machines[kThird] = s.machine(1);
         s.desired.volumes[{kFirst, 1}].size_gib = 100;
       },
       "~ volume.worker/1/data-1"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Steady steady;
      row.happens(steady);
      auto expected = std::string(row.expected);
      for (const auto n : {1, 2}) {
        const auto name = fmt::format("{{worker/{}}}", n);
        const auto found = steady.scene.world.actual.machines.find({PoolName("worker"), n});
        const auto at = expected.find(name);
        if (at != std::string::npos) expected.replace(at, name.size(), found->second.id.value);
      }
      CHECK(differences(steady.scene, steady.desired) == expected);
    }
  }
}

TEST_CASE("the source balancer counts only while the pool has one") {
  Steady steady;
  steady.scene.world.actual.balancers.clear();
  steady.desired.balancers.clear();
  steady.desired.firewalls[kFirst.pool] = {{"tcp", "22", {"::/0"}}, {"tcp", "80", {"balancer"}}};
  auto& firewall = steady.scene.world.actual.firewalls[kFirst.pool];
  firewall.pool = kFirst.pool;
  firewall.inbound = {{"tcp", "22", {"::/0"}}};
  CHECK(differences(steady.scene, steady.desired) == "");

  steady.desired.balancers[{kFirst.pool, 1}] = {Region("nyc3"), {Forwarding{}}, {}, ""};
  CHECK_THAT(differences(steady.scene, steady.desired), Catch::Contains("~ firewall.worker"));
}

TEST_CASE("change ids belong to the fleet, the address, the effect and the object as seen") {
  Steady a;
  a.machine(1).size = SizeName("s-2vcpu-4gb");
  const auto id_of = [](const Steady& s) {
    const auto& w = s.scene.world;
    return diff(w.fleet, s.desired, w.actual, w.prices, w.capabilities).at(0).id;
  };
  CHECK(id_of(a) == id_of(a));
  CHECK(id_of(a).value.size() == 24);
  CHECK(id_of(a).value.find_first_not_of("0123456789abcdef") == std::string::npos);

  auto other_size = a;
  other_size.machine(1).size = SizeName("s-4vcpu-8gb");
  CHECK(id_of(other_size) != id_of(a));
  auto moved = a;
  moved.seen(1).status = MachineStatus::off;
  CHECK(id_of(moved) != id_of(a));
  auto other_fleet = a;
  other_fleet.scene.world.fleet.name = FleetName("other");
  const auto& w = other_fleet.scene.world;
  for (const auto& change : diff(w.fleet, a.desired, w.actual, w.prices, w.capabilities)) {
    CHECK(change.id != id_of(a));
  }
}
