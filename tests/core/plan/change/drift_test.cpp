#include "reconciler/core/plan/change/drift.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/core/plan/change/plan_digest.hpp"
#include "reconciler/core/plan/make_plan.hpp"
#include "tests/support/plans.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Two machines behind a balancer, a volume on the first, a firewall; all as muster left it.
struct Left {
  Scene scene;
  DesiredState desired;
  LastAppliedState left;

  Left() {
    scene.machines(2, "s-2vcpu-2gb").volume("worker/1/data-1", 50).balancer("worker/lb-1");
    auto& balancer = now().balancers.at(kBalancer);
    balancer.members.clear();
    for (auto& [slot, machine] : now().machines) {
      machine.disk_gib = 60;
      machine.made_by = ChangeId("c-" + to_string(slot));
      balancer.members.push_back(machine.id);
    }
    std::sort(balancer.members.begin(), balancer.members.end());
    auto& firewall = now().firewalls[PoolName("worker")];
    firewall = {FirewallId("fw-1"), "fpai-worker", PoolName("worker"), scene.pool().firewall};
    if (firewall.inbound.empty()) firewall.inbound = {{"tcp", "22", {"0.0.0.0/0"}}};
    desired = as_desired(scene);
    left = last_applied_after(nullptr, {}, now(), 7);
    left.at = noon() - 1h;
  }
  ActualState& now() { return scene.world.actual; }
  Machine& machine(const Slot& slot = kFirst) { return now().machines.at(slot); }
  Volume& volume() { return now().volumes.at(kVolume); }
  LoadBalancer& balancer() { return now().balancers.at(kBalancer); }
  Firewall& firewall() { return now().firewalls.at(PoolName("worker")); }
  void lose(const Slot& slot) {
    const auto id = machine(slot).id;
    for (auto& [at, volume] : now().volumes) {
      if (volume.attached_to == id) volume.attached_to.reset();
    }
    std::erase(balancer().members, id);
    now().machines.erase(slot);
  }
  Plan plan() {
    auto inputs = scene.inputs();
    inputs.left = &left;
    return make_plan(inputs, desired, {}, scene.now);
  }
};

/// "~ machine.worker/1 size: s-1 -> s-2 (put back: resized back)", one line for each attribute.
std::string told(const std::vector<Drift>& drift) {
  std::vector<std::string> lines;
  for (const auto& one : drift) {
    for (const auto& a : one.attributes) {
      lines.push_back(fmt::format("{} {} {}: {} -> {} ({}: {})", symbol_of(one.action), one.address, a.name,
                                  a.was.value_or("none"), a.is.value_or("none"), to_string(a.answer),
                                  a.message));
    }
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
}

struct DriftRow {
  const char* that;
  void (*happens)(Left&);
  const char* told;
};

}  // namespace

TEST_CASE("what a person changed is told with what the plan does about it") {
  const DriftRow rows[] = {
      {"nothing changed, nothing told", [](Left&) {}, ""},
      {"resized by hand, put back", [](Left& l) { l.machine().size = SizeName("s-2vcpu-4gb"); },
       "~ machine.worker/1 size: s-2vcpu-2gb -> s-2vcpu-4gb (put back: resized back)"},
      {"resized by hand, and policies want a third size",
       [](Left& l) {
         l.machine().size = SizeName("s-2vcpu-4gb");
         l.desired.machines.at(kFirst).size = SizeName("s-4vcpu-8gb");
       },
       "~ machine.worker/1 size: s-2vcpu-2gb -> s-2vcpu-4gb (changed: resized to s-4vcpu-8gb)"},
      {"resized by hand to what policies want as well",
       [](Left& l) {
         l.machine().size = SizeName("s-2vcpu-4gb");
         l.desired.machines.at(kFirst).size = SizeName("s-2vcpu-4gb");
       },
       "~ machine.worker/1 size: s-2vcpu-2gb -> s-2vcpu-4gb (kept: no rule requests another size)"},
      {"resized by hand, disk and all",
       [](Left& l) {
         l.machine().size = SizeName("s-2vcpu-4gb");
         l.machine().disk_gib = 80;
       },
       "~ machine.worker/1 size: s-2vcpu-2gb -> s-2vcpu-4gb (changed: replaced: its disk of 80 GiB does not "
       "fit "
       "the 60 GiB of s-2vcpu-2gb, and disks do not shrink)\n"
       "~ machine.worker/1 disk: 60 GiB -> 80 GiB (changed: replaced: its disk of 80 GiB does not fit the 60 "
       "GiB "
       "of s-2vcpu-2gb, and disks do not shrink)"},
      {"renamed by hand, kept", [](Left& l) { l.machine().name = "ada"; },
       "~ machine.worker/1 name: fpai-worker-1 -> ada (kept: muster does not compare names)"},
      {"powered off by hand, switched on again", [](Left& l) { l.machine().status = MachineStatus::off; },
       "~ machine.worker/1 status: running -> off (put back: switched on again)"},
      {"a tag of its own added, kept", [](Left& l) { l.machine().tags.push_back("blue"); },
       "~ machine.worker/1 tags.blue: none -> set (kept: undeclared tags are not muster's)"},
      {"muster's slot tag is not seen twice: the machine lost its slot",
       [](Left& l) {
         auto machine = l.machine(kSecond);
         machine.slot = {};
         l.lose(kSecond);
         l.now().strays.push_back(machine);
       },
       "~ machine.worker/2 slot: worker/2 -> none (needs a person: muster makes a new worker/2; the old one "
       "stays and "
       "costs money: adopt or destroy it)"},
      {"destroyed by hand, made anew", [](Left& l) { l.lose(kSecond); },
       "- machine.worker/2 id: 1002 -> none (put back: made anew)\n"
       "- machine.worker/2 size: s-2vcpu-2gb -> none (put back: made anew)"},
      {"destroyed by hand with a volume on it: the volume is not told twice", [](Left& l) { l.lose(kFirst); },
       "- machine.worker/1 id: 1001 -> none (put back: made anew)\n"
       "- machine.worker/1 size: s-2vcpu-2gb -> none (put back: made anew)"},
      {"destroyed by hand, and the pool does without it",
       [](Left& l) {
         l.lose(kSecond);
         l.desired.machines.erase(kSecond);
       },
       "- machine.worker/2 id: 1002 -> none (kept: its pool does not need it)\n- machine.worker/2 size: "
       "s-2vcpu-2gb -> none (kept: its pool does not need it)"},
      {"detached by hand, attached again", [](Left& l) { l.volume().attached_to.reset(); },
       "~ volume.worker/1/data-1 attached_to: worker/1 -> nothing (put back: attached again)"},
      {"lent to a machine that is not the fleet's",
       [](Left& l) { l.volume().attached_to = MachineId("4711"); },
       "~ volume.worker/1/data-1 attached_to: worker/1 -> machine 4711 (needs a person: stays on machine "
       "4711, "
       "which is not the fleet's)"},
      {"attached elsewhere by hand", [](Left& l) { l.volume().attached_to = l.machine(kSecond).id; },
       "~ volume.worker/1/data-1 attached_to: worker/1 -> worker/2 (put back: attached again)"},
      {"grown by hand, kept", [](Left& l) { l.volume().size_gib = 80; },
       "~ volume.worker/1/data-1 size: 50 GiB -> 80 GiB (kept: volumes never shrink)"},
      {"a volume destroyed by hand", [](Left& l) { l.now().volumes.clear(); },
       "- volume.worker/1/data-1 id: vol-worker/1/data-1 -> none (changed: made anew, empty: its data is "
       "lost)\n- volume.worker/1/data-1 size: 50 GiB -> none (changed: made anew, empty: its data is lost)"},
      {"a member taken out by hand, added again",
       [](Left& l) { std::erase(l.balancer().members, l.machine(kSecond).id); },
       "~ load_balancer.worker/lb-1 members: worker/1, worker/2 -> worker/1 (put back: added again)"},
      {"forwarding changed by hand",
       [](Left& l) {
         l.balancer().forwarding = {{"http", 81, "http", 80}};
       },
       "~ load_balancer.worker/lb-1 forwarding: http:80 -> http:80 -> http:81 -> http:80 (put back: set back "
       "as "
       "declared)"},
      {"a balancer destroyed by hand", [](Left& l) { l.now().balancers.clear(); },
       "- load_balancer.worker/lb-1 id: lb-worker/lb-1 -> none (put back: made anew, with another address)"},
      {"a firewall opened by hand, shut again",
       [](Left& l) {
         l.firewall().inbound.push_back({"udp", "all", {"0.0.0.0/0"}});
       },
       nullptr},
      {"a firewall destroyed by hand", [](Left& l) { l.now().firewalls.clear(); },
       "- firewall.worker id: fw-1 -> none (put back: made anew)"},
      {"a stray that appeared needs a person",
       [](Left& l) {
         auto stray = a_machine(kThird, "s-1vcpu-2gb");
         stray.id = MachineId("4711");
         stray.name = "left-over";
         stray.slot = {};
         l.now().strays.push_back(stray);
       },
       "+ machine.stray:4711 id: none -> 4711 (needs a person: costs money and fills no slot. To adopt it: "
       "muster adopt machine 4711 --as POOL/N)\n+ machine.stray:4711 size: none -> s-1vcpu-2gb (needs a "
       "person: costs money and fills no slot. To adopt it: muster adopt machine 4711 --as POOL/N)\n+ "
       "machine.stray:4711 name: none -> left-over (needs a person: costs money and fills no slot. To adopt "
       "it: muster adopt machine 4711 --as POOL/N)"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Left l;
      row.happens(l);
      const auto plan = l.plan();
      if (row.told) {
        CHECK(told(plan.drift) == row.told);
      } else {
        REQUIRE(plan.drift.size() == 1);
        CHECK(plan.drift[0].address == "firewall.worker");
        CHECK(plan.drift[0].attributes[0].answer == DriftAction::puts_back);
      }
    }
  }
}

TEST_CASE("what clouds do by themselves is no drift") {
  const DriftRow rows[] = {
      {"addresses come and go", [](Left& l) { l.machine().public_address = "203.0.113.9"; }, ""},
      {"a boot under way", [](Left& l) { l.machine().status = MachineStatus::starting; }, ""},
      {"an action under way",
       [](Left& l) {
         l.machine().status = MachineStatus::off;
         l.machine().busy = true;
       },
       ""},
      {"a retired image loses its word", [](Left& l) { l.machine().image = "129211873"; }, ""},
      {"a network that is told late", [](Left& l) { l.machine().network = "5a4981aa"; }, ""},
      {"tags in other capitals",
       [](Left& l) {
         for (auto& tag : l.machine().tags) tag[0] = static_cast<char>(std::toupper(tag[0]));
       },
       ""},
      {"the tag of a balancer is told by the balancer",
       [](Left& l) { l.machine().tags.push_back(balancer_tag(FleetName("fpai"), kBalancer)); }, ""},
      {"a balancer under way", [](Left& l) { l.balancer().active = !l.balancer().active; }, ""},
      {"a balancer's address", [](Left& l) { l.balancer().address = "203.0.113.10"; }, ""},
      {"rules in another order",
       [](Left& l) { std::reverse(l.firewall().inbound.begin(), l.firewall().inbound.end()); }, ""},
      {"the account's use", [](Left& l) { l.now().limits.machines_in_use = 99; }, ""},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Left l;
      row.happens(l);
      CHECK(told(find_drift(l.left, l.now())) == "");
    }
  }
}

TEST_CASE("what could not be seen is not claimed to be gone") {
  Left l;
  l.lose(kSecond);
  l.now().volumes.clear();
  l.now().balancers.clear();
  l.now().firewalls.clear();
  l.now().gaps = {"droplets: page 2 did not come"};
  CHECK(find_drift(l.left, l.now()).empty());
}

TEST_CASE("what muster worked on itself since then is not laid at a person's door") {
  Left l;
  l.machine().size = SizeName("s-4vcpu-8gb");
  l.volume().attached_to.reset();
  l.balancer().members.clear();
  l.firewall().inbound.clear();
  l.left.touched_objects.slots = {kFirst, kSecond};
  l.left.touched_objects.firewalls = {PoolName("worker")};
  CHECK(told(find_drift(l.left, l.now())) == "");
}

TEST_CASE("a machine that muster made elsewhere did not appear by hand") {
  Left l;
  auto made = a_machine(kThird, "s-2vcpu-2gb");
  made.made_by = ChangeId("abc");
  l.now().machines[kThird] = made;
  CHECK(find_drift(l.left, l.now()).empty());
  made.made_by = {};
  l.now().machines[kThird] = made;
  REQUIRE(find_drift(l.left, l.now()).size() == 1);
}

TEST_CASE("a change that only the drift asks for says so") {
  Left l;
  l.firewall().inbound = {{"tcp", "1", {"0.0.0.0/0"}}};
  const auto plan = l.plan();
  REQUIRE(plan.changes.size() == 1);
  REQUIRE(plan.changes[0].because.size() == 1);
  CHECK(plan.changes[0].because[0].rule == kDriftRule);
  CHECK_THAT(plan.changes[0].because[0].message, Catch::StartsWith("firewall.worker: inbound was "));
  CHECK(plan_digest(plan) == plan.id);
}

TEST_CASE("without a left state no drift is claimed, and the plan is the same as ever") {
  Left l;
  l.machine().size = SizeName("s-2vcpu-4gb");
  const auto plan = make_plan(l.scene.inputs(), l.desired, {}, l.scene.now);
  CHECK(plan.drift.empty());
  CHECK_FALSE(plan.last_applied_at);
  CHECK(plan.changes.size() == 1);
}

TEST_CASE("a plan that only refreshes has the drift and no changes") {
  Left l;
  l.machine().size = SizeName("s-2vcpu-4gb");
  auto inputs = l.scene.inputs();
  inputs.left = &l.left;
  const auto plan = refresh_only(inputs, l.scene.now);
  CHECK(plan.changes.empty());
  CHECK(plan.verdict.permission == Permission::nothing_to_do);
  CHECK(told(plan.drift) == "~ machine.worker/1 size: s-2vcpu-2gb -> s-2vcpu-4gb (kept: taken as it is)");
}

TEST_CASE("an edited drift makes another plan") {
  Left l;
  l.machine().size = SizeName("s-2vcpu-4gb");
  auto plan = l.plan();
  plan.drift[0].attributes[0].was = "s-4vcpu-8gb";
  CHECK(plan_digest(plan) != plan.id);
}

TEST_CASE("after an apply only what it worked on counts as left anew") {
  Left l;
  const auto original = l.left;
  l.machine(kFirst).size = SizeName("s-4vcpu-8gb");
  l.machine(kSecond).size = SizeName("s-4vcpu-8gb");
  ObjectNames touched_objects;
  touched_objects.slots = {kFirst};
  const auto again = last_applied_after(&original, touched_objects, l.now(), 12);
  CHECK(again.sequence == 12);
  CHECK(again.state.machines.at(kFirst).size == SizeName("s-4vcpu-8gb"));
  CHECK(again.state.machines.at(kSecond).size == SizeName("s-2vcpu-2gb"));
  const auto drift = find_drift(again, l.now());
  REQUIRE(drift.size() == 1);
  CHECK(drift[0].address == "machine.worker/2");
}

TEST_CASE("what an apply destroyed is not left, what it made is") {
  Left l;
  const auto original = l.left;
  l.lose(kSecond);
  l.now().machines[kThird] = a_machine(kThird);
  ObjectNames touched_objects;
  touched_objects.slots = {kSecond, kThird};
  touched_objects.balancers = {kBalancer};
  const auto again = last_applied_after(&original, touched_objects, l.now(), 12);
  CHECK_FALSE(again.state.machines.contains(kSecond));
  CHECK(again.state.machines.contains(kThird));
  CHECK(told(find_drift(again, l.now())) == "");
}
