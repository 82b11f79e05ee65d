#include "reconciler/core/apply/change_status.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const ChangeId kThisChange("c1");
const MachineId kOld("7");

Machine machine(const char* id, const char* size, MachineStatus status = MachineStatus::running) {
  Machine m;
  m.id = MachineId(id);
  m.slot = kFirst;
  m.size = SizeName(size);
  m.region = Region("nyc3");
  m.status = status;
  m.tags = {"a"};
  return m;
}
Machine made_by_this(const char* id, MachineStatus status) {
  auto m = machine(id, "large", status);
  m.made_by = kThisChange;
  return m;
}
Volume volume(int gib, std::optional<MachineId> on) {
  Volume v;
  v.id = VolumeId("v");
  v.slot = kVolume;
  v.size_gib = gib;
  v.region = Region("nyc3");
  v.attached_to = std::move(on);
  return v;
}
LoadBalancer balancer(bool active, std::vector<MachineId> members = {}, int port = 80) {
  LoadBalancer b;
  b.id = LoadBalancerId("lb");
  b.active = active;
  b.members = std::move(members);
  b.forwarding = {{"http", 80, "http", port}};
  return b;
}
Firewall firewall(const char* ports) {
  return {FirewallId("f"), "fpai-worker", kWorker, {{"tcp", ports, {"0.0.0.0/0"}}}};
}
MachineSpec large() {
  MachineSpec s;
  s.size = SizeName("large");
  s.region = Region("nyc3");
  return s;
}
BalancerSpec forwards(int port) {
  BalancerSpec s;
  s.forwarding = {{"http", 80, "http", port}};
  return s;
}

std::string word(const ChangeStatus& standing) {
  static constexpr const char* kWords[] = {"as planned", "begun", "at target", "moved"};
  return kWords[static_cast<int>(standing.state)];
}

struct StandingRow {
  const char* that;
  Effect effect;
  std::function<void(ActualState&)> make;
  const char* standing;
};

void check(const std::vector<StandingRow>& rows) {
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      ActualState actual;
      row.make(actual);
      Change change;
      change.id = kThisChange;
      change.effect = row.effect;
      CHECK(word(change_status_of(change, actual)) == row.standing);
    }
  }
}

}  // namespace

TEST_CASE("how a change of a machine stands against what is there") {
  const auto off = MachineStatus::off;
  const Effect create = CreateMachine{kFirst, large()};
  const Effect resize = ResizeMachine{kFirst, kOld, SizeName("small"), SizeName("large")};
  const Effect replace = ReplaceMachine{kFirst, kOld, large(), large(), "image"};
  const Effect destroy = DestroyMachine{kFirst, kOld, SizeName("small"), Region("nyc3")};
  const auto there = [](Machine m) { return [m](ActualState& a) { a.machines[kFirst] = m; }; };
  const auto nothing = [](ActualState&) {};
  const auto unseen = [](ActualState& a) { a.gaps = {"the listing broke off"}; };
  check({
      {"create: nothing there", create, nothing, "as planned"},
      {"create: made by this change", create, there(made_by_this("8", MachineStatus::running)), "at target"},
      {"create: still starting", create, there(made_by_this("8", MachineStatus::starting)), "begun"},
      {"create: somebody made the same", create, there(machine("9", "large")), "at target"},
      {"create: somebody made another", create, there(machine("9", "small")), "moved"},
      {"resize: as it was", resize, there(machine("7", "small")), "as planned"},
      {"resize: done", resize, there(machine("7", "large")), "at target"},
      {"resize: done but off", resize, there(machine("7", "large", off)), "begun"},
      {"resize: off", resize, there(machine("7", "small", off)), "begun"},
      {"resize: another size", resize, there(machine("7", "huge")), "moved"},
      {"resize: another machine", resize, there(machine("9", "small")), "moved"},
      {"resize: gone", resize, nothing, "moved"},
      {"resize: not seen in a truncated listing", resize, unseen, "as planned"},
      {"replace: as it was", replace, there(machine("7", "small")), "as planned"},
      {"replace: the new one has the slot", replace, there(made_by_this("8", MachineStatus::running)),
       "at target"},
      {"replace: the new one waits for the slot", replace,
       [](ActualState& a) {
         a.machines[kFirst] = machine("7", "small");
         a.strays = {made_by_this("8", MachineStatus::running)};
       },
       "begun"},
      {"replace: the old one is still there", replace,
       [](ActualState& a) {
         a.machines[kFirst] = made_by_this("8", MachineStatus::running);
         a.strays = {machine("7", "small")};
       },
       "begun"},
      {"replace: somebody else did", replace, there(machine("9", "small")), "moved"},
      {"destroy: there", destroy, there(machine("7", "small")), "as planned"},
      {"destroy: gone", destroy, nothing, "at target"},
      {"destroy: not seen in a truncated listing", destroy, unseen, "as planned"},
      {"destroy: another machine in the slot", destroy, there(machine("9", "small")), "moved"},
      {"tag: has it", TagMachine{kFirst, kOld, {"a"}}, there(machine("7", "small")), "at target"},
      {"tag: lacks it", TagMachine{kFirst, kOld, {"a", "b"}}, there(machine("7", "small")), "as planned"},
  });
}

TEST_CASE("how a change of a volume stands against what is there") {
  const Effect create = CreateVolume{kVolume, {50, Region("nyc3"), "ext4"}};
  const Effect attach = AttachVolume{kVolume, VolumeId("v")};
  const Effect detach = DetachVolume{kVolume, VolumeId("v"), kOld};
  const Effect grow = GrowVolume{kVolume, VolumeId("v"), 50, 100};
  const Effect destroy = DestroyVolume{kVolume, VolumeId("v"), 50};
  const auto there = [](Volume v) {
    return [v](ActualState& a) {
      a.machines[kFirst] = machine("7", "small");
      a.volumes[kVolume] = v;
    };
  };
  const auto nothing = [](ActualState&) {};
  check({
      {"create: nothing there", create, nothing, "as planned"},
      {"create: there", create, there(volume(50, {})), "at target"},
      {"create: another size", create, there(volume(80, {})), "moved"},
      {"attach: free", attach, there(volume(50, {})), "as planned"},
      {"attach: attached", attach, there(volume(50, kOld)), "at target"},
      {"attach: the volume is gone", attach, nothing, "moved"},
      {"attach: to be made by the plan", AttachVolume{kVolume, std::nullopt}, nothing, "as planned"},
      {"detach: attached", detach, there(volume(50, kOld)), "as planned"},
      {"detach: free", detach, there(volume(50, {})), "at target"},
      {"detach: attached elsewhere", detach, there(volume(50, MachineId("9"))), "moved"},
      {"grow: as it was", grow, there(volume(50, kOld)), "as planned"},
      {"grow: done", grow, there(volume(100, kOld)), "at target"},
      {"grow: another size", grow, there(volume(70, kOld)), "moved"},
      {"grow: gone", grow, nothing, "moved"},
      {"destroy: there", destroy, there(volume(50, {})), "as planned"},
      {"destroy: gone", destroy, nothing, "at target"},
  });
}

TEST_CASE("how a change of the network side stands against what is there") {
  const auto there = [](LoadBalancer b) {
    return [b](ActualState& a) {
      a.machines[kFirst] = machine("7", "small");
      a.balancers[kBalancer] = b;
    };
  };
  const auto nothing = [](ActualState&) {};
  const auto open = [](const char* ports) {
    return [ports](ActualState& a) { a.firewalls[kWorker] = firewall(ports); };
  };
  const LoadBalancerId lb("lb");
  const Effect update = UpdateBalancer{kBalancer, lb, forwards(80), forwards(8080)};
  const Effect join = JoinBalancer{kBalancer, kFirst};
  const Effect leave = LeaveBalancer{kBalancer, lb, kFirst, kOld};
  const Effect mend =
      UpdateFirewall{kWorker, FirewallId("f"), firewall("22").inbound, firewall("80").inbound};
  const Effect create = CreateFirewall{kWorker, firewall("80").inbound};
  const Effect network = CreateNetwork{{"fpai", Region("nyc3"), ""}};
  check({
      {"balancer: nothing there", CreateBalancer{kBalancer, {}}, nothing, "as planned"},
      {"balancer: there", CreateBalancer{kBalancer, {}}, there(balancer(true)), "at target"},
      {"balancer: not active yet", CreateBalancer{kBalancer, {}}, there(balancer(false)), "begun"},
      {"balancer: to be updated", update, there(balancer(true, {}, 80)), "as planned"},
      {"balancer: updated", update, there(balancer(true, {}, 8080)), "at target"},
      {"balancer: gone before the update", update, nothing, "moved"},
      {"balancer: gone", DestroyBalancer{kBalancer, lb}, nothing, "at target"},
      {"join: no member", join, there(balancer(true)), "as planned"},
      {"join: a member", join, there(balancer(true, {kOld})), "at target"},
      {"leave: a member", leave, there(balancer(true, {kOld})), "as planned"},
      {"leave: no member", leave, there(balancer(true)), "at target"},
      {"firewall: nothing there", create, nothing, "as planned"},
      {"firewall: there", create, open("80"), "at target"},
      {"firewall: another one there", create, open("22"), "moved"},
      {"firewall: to be updated", mend, open("22"), "as planned"},
      {"firewall: updated", mend, open("80"), "at target"},
      {"firewall: opened by hand", mend, open("all"), "moved"},
      {"firewall: gone", DestroyFirewall{kWorker, FirewallId("f")}, nothing, "at target"},
      {"network: nothing there", network, nothing, "as planned"},
      {"network: there", network,
       [](ActualState& a) {
         a.network = Network{{}, "fpai", {}, ""};
       },
       "at target"},
      {"network: another", network,
       [](ActualState& a) {
         a.network = Network{{}, "x", {}, ""};
       },
       "moved"},
  });
}

TEST_CASE("what moved is told with planned, then and now") {
  Plan plan;
  Change change;
  change.id = kThisChange;
  change.address = "machine.worker/1";
  change.effect = ResizeMachine{kFirst, kOld, SizeName("small"), SizeName("large")};
  plan.changes = {change};
  ActualState actual;
  actual.machines[kFirst] = machine("7", "huge");
  const auto moved = stale_changes(plan, actual);
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].address == "machine.worker/1");
  CHECK(moved[0].planned == "size large");
  CHECK(moved[0].then == "size small");
  CHECK(moved[0].now == "size huge");

  // A change elsewhere is no obstacle.
  actual.machines[kFirst] = machine("7", "small");
  actual.machines[{kWorker, 2}] = machine("9", "huge");
  CHECK(stale_changes(plan, actual).empty());
}
