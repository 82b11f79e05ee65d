#include "reconciler/core/apply/verify_outcome.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/apply/wait_state.hpp"
#include "reconciler/core/fleet/resource/naming.hpp"

using namespace muster;

namespace {

const MachineId kMachine("7");
const VolumeId kVolumeId("v");
using State = VerifyResult::State;

Machine seen_machine(MachineStatus status, bool busy = false, const char* size = "small") {
  Machine m;
  m.id = kMachine;
  m.status = status;
  m.busy = busy;
  m.size = SizeName(size);
  m.tags = {"Muster-LB:fpai:worker:1"};
  return m;
}
Volume seen_volume(std::optional<MachineId> on, int gib = 50) {
  Volume v;
  v.id = kVolumeId;
  v.slot = {{PoolName("worker"), 1}, 1};
  v.size_gib = gib;
  v.attached_to = std::move(on);
  return v;
}
Volume tagged(Volume volume, std::vector<std::string> tags) {
  volume.tags = std::move(tags);
  return volume;
}
LoadBalancer seen_balancer(bool ours) {
  LoadBalancer b;
  b.id = LoadBalancerId("lb");
  if (ours) b.slot = {PoolName("worker"), 1};
  return b;
}
Firewall seen_firewall(const char* pool, std::vector<FirewallRule> inbound) {
  return {FirewallId("f"), "n", PoolName(pool), std::move(inbound)};
}
const NetworkSpec kNetwork{"n", Region("nyc3"), "10.0.0.0/20"};
Network network(const char* region, const char* range) {
  return {NetworkId("net"), "n", Region(region), range};
}
const std::vector<std::string> kOurTags = {"muster-volume:worker:1:1"};
const std::vector<std::string> kOtherTags = {"muster-volume:worker:2:1"};

}  // namespace

TEST_CASE("a look settles whether a call had its effect") {
  const auto running = MachineStatus::running;
  const auto off = MachineStatus::off;
  struct Row {
    const char* that;
    Operation operation;
    Reply seen;
    State state;
  };
  const std::string member = "muster-lb:fpai:worker:1";
  for (const auto& row : {
           Row{"a machine found", call::CreateMachine{}, seen_machine(running), State::done},
           Row{"no machine found", call::CreateMachine{}, Absent{}, State::not_done},
           Row{"a machine that drains", call::DrainMachine{}, AgentsOn{3, true}, State::done},
           Row{"a machine that does not drain", call::DrainMachine{}, AgentsOn{3, false}, State::not_done},
           Row{"no agents known to drain", call::DrainMachine{}, Absent{}, State::done},
           Row{"a machine that takes agents", call::UndrainMachine{}, AgentsOn{0, false}, State::done},
           Row{"a machine that takes none yet", call::UndrainMachine{}, AgentsOn{0, true}, State::not_done},
           Row{"a volume found", call::CreateVolume{"n", {50, {}, ""}, kOurTags}, seen_volume({}),
               State::done},
           Row{"our volume, of another size", call::CreateVolume{"n", {80, {}, ""}, kOurTags},
               seen_volume({}), State::foreign},
           Row{"another fleet's volume of the same slot",
               call::CreateVolume{"n", {50, {}, ""}, {"muster-volume:worker:1:1", "muster-fleet:fpai"}},
               tagged(seen_volume({}), {"muster-fleet:shop", "muster-volume:worker:1:1"}), State::foreign},
           Row{"somebody's volume", call::CreateVolume{"n", {}, kOtherTags}, seen_volume({}), State::foreign},
           Row{"no volume found", call::CreateVolume{"n", {}, kOurTags}, Absent{}, State::not_done},
           Row{"a balancer found", call::CreateBalancer{}, seen_balancer(true), State::done},
           Row{"somebody's balancer of that name", call::CreateBalancer{}, seen_balancer(false),
               State::foreign},
           Row{"our balancer with other rules", call::CreateBalancer{"n", {{}, {{}}, {}, ""}, {}, "t"},
               seen_balancer(true), State::foreign},
           Row{"a firewall found", call::CreateFirewall{}, seen_firewall("worker", {}), State::done},
           Row{"somebody's firewall of that name", call::CreateFirewall{}, seen_firewall("", {}),
               State::foreign},
           Row{"our firewall with other rules", call::CreateFirewall{},
               seen_firewall("worker", {{"tcp", "80", {"::/0"}}}), State::foreign},
           Row{"our firewall, which knows balancers by their ids",
               call::CreateFirewall{"n", "t", {{"tcp", "80", {"balancer"}}}, {LoadBalancerId("lb")}},
               seen_firewall("worker", {{"tcp", "80", {"balancer:lb"}}}), State::done},
           Row{"a network found", call::CreateNetwork{kNetwork, "m"}, network("nyc3", "10.0.0.0/20"),
               State::done},
           Row{"somebody's network of that name", call::CreateNetwork{kNetwork, "m"},
               network("", "10.0.0.0/20"), State::foreign},
           Row{"our network with other addresses", call::CreateNetwork{kNetwork, "m"},
               network("nyc3", "10.9.0.0/20"), State::foreign},
           Row{"a machine gone", call::DestroyMachine{kMachine}, Absent{}, State::done},
           Row{"a machine still there", call::DestroyMachine{kMachine}, seen_machine(off), State::not_done},
           Row{"off", call::ShutDown{kMachine}, seen_machine(off), State::done},
           Row{"gone, and so off", call::PowerOff{kMachine}, Absent{}, State::done},
           Row{"still on", call::ShutDown{kMachine}, seen_machine(running), State::not_done},
           Row{"going off", call::PowerOff{kMachine}, seen_machine(running, true), State::pending},
           Row{"on", call::PowerOn{kMachine}, seen_machine(running), State::done},
           Row{"still off", call::PowerOn{kMachine}, seen_machine(off), State::not_done},
           Row{"resized", call::ChangeSize{kMachine, SizeName("large")}, seen_machine(off, false, "large"),
               State::done},
           Row{"not resized", call::ChangeSize{kMachine, SizeName("large")}, seen_machine(off),
               State::not_done},
           Row{"resizing", call::ChangeSize{kMachine, SizeName("large")}, seen_machine(off, true),
               State::pending},
           Row{"a member, whatever its capitals", call::JoinBalancer{{}, member, kMachine},
               seen_machine(running), State::done},
           Row{"still a member", call::LeaveBalancer{{}, member, kMachine}, seen_machine(running),
               State::not_done},
           Row{"a member no more", call::LeaveBalancer{{}, "other", kMachine}, seen_machine(running),
               State::done},
           Row{"one tag of two", call::TagMachine{kMachine, {member, "b"}}, seen_machine(running),
               State::not_done},
           Row{"a tag is off", call::UntagMachine{kMachine, {"b"}}, seen_machine(running), State::done},
           Row{"attached", call::AttachVolume{kVolumeId, kMachine, {}}, seen_volume(kMachine), State::done},
           Row{"attached elsewhere", call::AttachVolume{kVolumeId, kMachine, {}}, seen_volume(MachineId("8")),
               State::not_done},
           Row{"detached", call::DetachVolume{kVolumeId, kMachine, {}}, seen_volume({}), State::done},
           Row{"still attached", call::DetachVolume{kVolumeId, kMachine, {}}, seen_volume(kMachine),
               State::not_done},
           Row{"grown", call::GrowVolume{kVolumeId, 100, {}}, seen_volume({}, 100), State::done},
           Row{"not grown", call::GrowVolume{kVolumeId, 100, {}}, seen_volume({}, 50), State::not_done},
           Row{"a volume gone", call::DestroyVolume{kVolumeId}, Absent{}, State::done},
           Row{"a snapshot found", call::SnapshotVolume{kVolumeId, "n", {}}, VolumeSnapshot{}, State::done},
           Row{"no snapshot found", call::SnapshotVolume{kVolumeId, "n", {}}, Absent{}, State::not_done},
           Row{"a balancer gone", call::DestroyBalancer{}, Absent{}, State::done},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(verify_outcome(row.operation, row.seen).state == row.state);
    }
  }
}

TEST_CASE("every call that must not be repeated blindly has a look; looks have none") {
  const ChangeId change("c");
  CHECK(describe(*verification_for(call::CreateMachine{}, change)) == "find the machine made by change c");
  CHECK(describe(*verification_for(call::CreateVolume{"n", {0, Region("nyc3"), ""}, {}}, change)) ==
        "find volume n in nyc3");
  CHECK(verification_for(call::CreateBalancer{}, change).has_value());
  CHECK(verification_for(call::CreateFirewall{}, change).has_value());
  CHECK(verification_for(call::CreateNetwork{}, change).has_value());
  CHECK_FALSE(verification_for(call::EnsureTag{}, change).has_value());
  CHECK_FALSE(verification_for(call::UpdateFirewall{}, change).has_value());
  CHECK_FALSE(verification_for(call::GetMachine{}, change).has_value());
}

TEST_CASE("what a step waits for is looked at on the action first, then on the object") {
  const auto look = [](Operation operation, WaitFor until, std::optional<OperationId> running) {
    const auto found = poll_for({std::move(operation), until, 1min, {}, ""}, "42", running);
    return found ? describe(*found) : "nothing";
  };
  const OperationId action("a1");
  CHECK(look(call::CreateMachine{}, WaitFor::machine_running, action) == "read machine 42");
  CHECK(look(call::ShutDown{kMachine}, WaitFor::machine_off, action) == "read machine 7");
  CHECK(look(call::PowerOn{kMachine}, WaitFor::machine_running, action) == "read action a1");
  CHECK(look(call::PowerOn{kMachine}, WaitFor::machine_running, {}) == "read machine 7");
  CHECK(look(call::ChangeSize{kMachine, {}}, WaitFor::operation, action) == "read action a1");
  CHECK(look(call::ChangeSize{kMachine, {}}, WaitFor::operation, {}) == "nothing");
  CHECK(look(call::AttachVolume{kVolumeId, {}, {}}, WaitFor::volume_attached, {}) == "read volume v");
  CHECK(look(call::CreateBalancer{}, WaitFor::balancer_active, {}) == "read load balancer 42");
  CHECK(look(call::UpdateBalancer{LoadBalancerId("lb"), {}, {}, {}, {}}, WaitFor::balancer_active, {}) ==
        "read load balancer lb");
  CHECK(look(call::EnsureTag{}, WaitFor::nothing, action) == "nothing");
}

TEST_CASE("what is awaited has arrived, has not yet, has gone or has failed") {
  using Phase = OperationState::Phase;
  using There = WaitState::State;
  const auto running = MachineStatus::running;
  const auto off = MachineStatus::off;
  const Operation attach = call::AttachVolume{kVolumeId, kMachine, {}};
  const Operation on = call::PowerOn{kMachine};
  CHECK(arrived(WaitFor::machine_running, on, seen_machine(running)).state == There::there);
  CHECK(arrived(WaitFor::machine_running, on, seen_machine(running, true)).state == There::not_yet);
  CHECK(arrived(WaitFor::machine_running, on, seen_machine(MachineStatus::starting)).state == There::not_yet);
  CHECK(arrived(WaitFor::machine_off, on, seen_machine(off)).state == There::there);
  CHECK(arrived(WaitFor::machine_off, on, seen_machine(running)).state == There::not_yet);
  CHECK(arrived(WaitFor::machine_gone, on, Absent{}).state == There::there);
  CHECK(arrived(WaitFor::machine_gone, on, seen_machine(off)).state == There::not_yet);
  CHECK(arrived(WaitFor::machine_running, on, Absent{}).state == There::gone);
  CHECK(arrived(WaitFor::volume_attached, attach, seen_volume(kMachine)).state == There::there);
  CHECK(arrived(WaitFor::volume_attached, attach, seen_volume({})).state == There::not_yet);
  CHECK(arrived(WaitFor::operation, on, OperationState{Phase::running, {}}).state == There::not_yet);
  CHECK(arrived(WaitFor::operation, on, OperationState{Phase::done, {}}).state == There::there);
  const auto failed = arrived(WaitFor::operation, on, OperationState{Phase::failed, "no room"});
  CHECK(failed.state == There::failed);
  CHECK(failed.detail == "no room");
}
