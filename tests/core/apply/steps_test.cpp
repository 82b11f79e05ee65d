#include "reconciler/core/apply/steps.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

MachineSpec spec(const char* region = "nyc3", const char* network = "") {
  MachineSpec s;
  s.size = SizeName("large");
  s.region = Region(region);
  s.tags = {"team:ml"};
  s.network = network;
  return s;
}

/// A machine behind a balancer, with a volume, in a network.
ResourceIds bound() {
  ResourceIds b;
  b.machines[kFirst] = MachineId("7");
  b.regions[kFirst] = Region("nyc3");
  b.volumes[kVolume] = VolumeId("v");
  b.balancers[kBalancer] = LoadBalancerId("lb");
  b.memberships[kFirst] = {kBalancer};
  b.attached[MachineId("7")] = {kVolume};
  b.network = NetworkId("net");
  return b;
}

Change change(Effect effect) {
  Change c;
  c.id = ChangeId("c1");
  c.effect = std::move(effect);
  return c;
}

const char* word(WaitFor until) {
  static constexpr const char* kWords[] = {"",        "operation", "running",  "off",   "gone",
                                           "drained", "attached",  "detached", "active"};
  return kWords[static_cast<int>(until)];
}

/// "shut_down>off|power_off, change_size>operation": calls, what is awaited, and the fallback.
std::string outline(const std::vector<Step>& steps) {
  std::string text;
  for (const auto& step : steps) {
    if (!text.empty()) text += ", ";
    text += kind_of(step.operation);
    if (step.until != WaitFor::nothing) text += std::string(">") + word(step.until);
    if (step.fallback) text += std::string("|") + kind_of(*step.fallback);
  }
  return text;
}

/// The steps of a change; all of them are arguments that live to the end of the call.
Result<std::vector<Step>> steps_for(const Change& change, const ResourceIds& resource_ids,
                                    const Capabilities& can = {}, Draining draining = Draining::yes) {
  return steps_of({.fleet = kFleet,
                   .change = change,
                   .resource_ids = resource_ids,
                   .capabilities = can,
                   .draining = draining});
}

std::vector<Step> rollback_for(const Change& change, int failed_at, const Capabilities& can = {}) {
  return rollback_steps({.fleet = kFleet, .change = change, .resource_ids = bound(), .capabilities = can},
                        failed_at);
}

std::string outline(const Effect& effect, const ResourceIds& resource_ids, const Capabilities& can = {}) {
  const auto steps = steps_for(change(effect), resource_ids, can);
  return steps ? outline(*steps) : "error: " + steps.error().what;
}

}  // namespace

TEST_CASE("the calls that carry a change out") {
  const ResizeMachine resize{kFirst, MachineId("7"), SizeName("small"), SizeName("large")};
  const ReplaceMachine replace{kFirst, MachineId("7"), spec(), spec(), "image"};
  const DestroyMachine destroy{kFirst, MachineId("7"), SizeName("small"), Region("nyc3")};
  BalancerSpec networked;
  networked.network = "fpai";
  auto alone = bound();
  alone.memberships.clear();
  alone.attached.clear();
  Capabilities warm;
  warm.resize_needs_power_off = false;
  Capabilities cold;
  cold.volumes_attach_running = false;
  struct Row {
    const char* that;
    Effect effect;
    ResourceIds resource_ids;
    Capabilities can;
    const char* steps;
  };
  for (const auto& row : {
           Row{"create", CreateMachine{kFirst, spec()}, {}, {}, "create_machine>running"},
           Row{"create in a network that does not exist",
               CreateMachine{kFirst, spec("nyc3", "fpai")},
               {},
               {},
               "error: the network fpai of worker/1 does not exist"},
           Row{"resize of a member",
               resize,
               bound(),
               {},
               "leave_balancer, shut_down>off|power_off, change_size>operation, power_on>running, "
               "join_balancer"},
           Row{"resize of a machine alone",
               resize,
               alone,
               {},
               "shut_down>off|power_off, change_size>operation, power_on>running"},
           Row{"resize where machines run on", resize, bound(), warm, "change_size>operation"},
           Row{"replace",
               replace,
               bound(),
               {},
               "create_machine>running, untag_machine, ensure_tag, tag_machine, join_balancer, "
               "leave_balancer, "
               "shut_down>off|power_off, detach_volume>detached, attach_volume>attached, "
               "destroy_machine>gone"},
           Row{"replace in another region, with volumes",
               ReplaceMachine{kFirst, MachineId("7"), spec(), spec("fra1"), "region"},
               bound(),
               {},
               "error: worker/1 has volumes, which cannot follow it to another region"},
           Row{"destroy",
               destroy,
               bound(),
               {},
               "leave_balancer, shut_down>off|power_off, destroy_machine>gone"},
           Row{"tag",
               TagMachine{kFirst, MachineId("7"), {"a", "b"}},
               bound(),
               {},
               "ensure_tag, ensure_tag, tag_machine"},
           Row{"create a volume",
               CreateVolume{kVolume, {50, Region("nyc3"), "ext4"}},
               {},
               {},
               "create_volume>operation"},
           Row{"attach", AttachVolume{kVolume, {}}, bound(), {}, "attach_volume>attached"},
           Row{"attach where the machine must be off", AttachVolume{kVolume, {}}, bound(), cold,
               "shut_down>off|power_off, attach_volume>attached, power_on>running"},
           Row{"attach a volume that does not exist",
               AttachVolume{kVolume, {}},
               {},
               {},
               "error: the volume worker/1/data-1 does not exist"},
           Row{"attach to a machine that does not exist",
               AttachVolume{kVolume, VolumeId("v")},
               {},
               {},
               "error: the machine worker/1 does not exist"},
           Row{"detach",
               DetachVolume{kVolume, VolumeId("v"), MachineId("7")},
               bound(),
               {},
               "detach_volume>detached"},
           Row{"grow", GrowVolume{kVolume, VolumeId("v"), 50, 100}, bound(), {}, "grow_volume>operation"},
           Row{"destroy a volume", DestroyVolume{kVolume, VolumeId("v"), 50}, bound(), {}, "destroy_volume"},
           Row{"destroy a volume after a snapshot",
               DestroyVolume{kVolume, VolumeId("v"), 50, true},
               bound(),
               {},
               "snapshot_volume, destroy_volume"},
           Row{"create a balancer",
               CreateBalancer{kBalancer, networked},
               bound(),
               {},
               "ensure_tag, create_balancer>active"},
           Row{"create a balancer without its network",
               CreateBalancer{kBalancer, networked},
               {},
               {},
               "error: the network fpai does not exist"},
           Row{"update a balancer",
               UpdateBalancer{kBalancer, LoadBalancerId("lb"), {}, {}},
               bound(),
               {},
               "update_balancer>active"},
           Row{"destroy a balancer",
               DestroyBalancer{kBalancer, LoadBalancerId("lb")},
               bound(),
               {},
               "destroy_balancer"},
           Row{"join", JoinBalancer{kBalancer, kFirst}, bound(), {}, "join_balancer"},
           Row{"join what does not exist",
               JoinBalancer{kBalancer, kFirst},
               {},
               {},
               "error: the load balancer worker/lb-1 does not exist"},
           Row{"leave",
               LeaveBalancer{kBalancer, LoadBalancerId("lb"), kFirst, MachineId("7")},
               bound(),
               {},
               "leave_balancer"},
           Row{"create a firewall", CreateFirewall{kWorker, {}}, {}, {}, "ensure_tag, create_firewall"},
           Row{"update a firewall",
               UpdateFirewall{kWorker, FirewallId("f"), {}, {}},
               {},
               {},
               "update_firewall"},
           Row{"destroy a firewall", DestroyFirewall{kWorker, FirewallId("f")}, {}, {}, "destroy_firewall"},
           Row{"create a network", CreateNetwork{{"fpai", Region("nyc3"), ""}}, {}, {}, "create_network"},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(outline(row.effect, row.resource_ids, row.can) == row.steps);
    }
  }
}

TEST_CASE("a machine carries what it needs to be found again") {
  const auto steps = steps_for(change(CreateMachine{kFirst, spec("nyc3", "fpai")}), bound());
  REQUIRE(steps.ok());
  const auto& create = std::get<call::CreateMachine>(steps->at(0).operation);
  CHECK(create.name == "fpai-worker-1");
  CHECK(create.network == NetworkId("net"));
  CHECK(create.change == ChangeId("c1"));
  CHECK(create.tags == std::vector<std::string>{"muster-change:c1", "muster-fleet:fpai",
                                                "muster-pool:fpai:worker", "muster-slot:worker:1",
                                                "team:ml"});
}

TEST_CASE("a balancer is updated in the network it has, though the fleet's own is still to come") {
  auto resource_ids = bound();
  resource_ids.network = {};
  BalancerSpec wanted;
  wanted.network = "fpai";
  CHECK(outline(UpdateBalancer{kBalancer, LoadBalancerId("lb"), {}, wanted}, resource_ids) ==
        "update_balancer>active");
}

TEST_CASE("a successor is made without the slot and named once it exists") {
  auto steps = steps_for(change(ReplaceMachine{kFirst, MachineId("7"), spec(), spec(), "image"}), bound());
  REQUIRE(steps.ok());
  const auto& create = std::get<call::CreateMachine>(steps->at(0).operation);
  CHECK_FALSE(read_ownership(create.tags).slot.has_value());
  bind_new_machine(*steps, MachineId("8"));
  CHECK(std::get<call::TagMachine>(steps->at(3).operation).id == MachineId("8"));
  CHECK(std::get<call::JoinBalancer>(steps->at(4).operation).machine == MachineId("8"));
  CHECK(std::get<call::LeaveBalancer>(steps->at(5).operation).machine == MachineId("7"));
  CHECK(std::get<call::AttachVolume>(steps->at(8).operation).to == MachineId("8"));
}

TEST_CASE("the way back from a failed resize ends with a machine in service") {
  const auto resize = change(ResizeMachine{kFirst, MachineId("7"), SizeName("small"), SizeName("large")});
  const auto back = [&](int failed_at) { return outline(rollback_for(resize, failed_at)); };
  CHECK(back(0) == "join_balancer");
  CHECK(back(1) == "power_on>running, join_balancer");
  CHECK(back(2) == "power_on>running, join_balancer");
  CHECK(back(3).empty());
  CHECK(outline(rollback_for(change(CreateMachine{kFirst, spec()}), 0)) == "destroy_machine>gone");
  const auto replace = change(ReplaceMachine{kFirst, MachineId("7"), spec(), spec(), "image"});
  CHECK(outline(rollback_for(replace, 0)) == "destroy_machine>gone");
  CHECK(rollback_for(replace, 1).empty());
  Capabilities warm;
  warm.resize_needs_power_off = false;
  CHECK(rollback_for(resize, 0, warm).empty());
}

TEST_CASE("agents are moved away before their machine goes off, where something moves them") {
  Capabilities moving;
  moving.moves_agents = true;
  const Effect resize = ResizeMachine{kFirst, MachineId("7"), SizeName("small"), SizeName("large")};
  const Effect destroy = DestroyMachine{kFirst, MachineId("7"), SizeName("small"), Region("nyc3")};
  const auto steps = [&](const Effect& effect, Duration drain, Draining draining) {
    auto planned = change(effect);
    planned.drain = drain;
    return outline(*steps_for(planned, bound(), moving, draining));
  };
  CHECK(steps(resize, 5min, Draining::yes) ==
        "leave_balancer, drain_machine>drained, shut_down>off|power_off, change_size>operation, "
        "power_on>running, undrain_machine, join_balancer");
  CHECK(steps(resize, 5min, Draining::undo) ==
        "leave_balancer, shut_down>off|power_off, change_size>operation, power_on>running, undrain_machine, "
        "join_balancer");
  const auto* without =
      "leave_balancer, shut_down>off|power_off, change_size>operation, power_on>running, "
      "join_balancer";
  CHECK(steps(resize, 5min, Draining::no) == without);
  CHECK(steps(resize, Duration{0}, Draining::yes) == without);
  CHECK(steps(destroy, 5min, Draining::yes) ==
        "leave_balancer, drain_machine>drained, shut_down>off|power_off, destroy_machine>gone");

  auto planned = change(resize);
  planned.drain = 5min;
  const auto back = [&](int failed_at) { return outline(rollback_for(planned, failed_at, moving)); };
  CHECK(back(0) == "join_balancer");
  CHECK(back(1) == "undrain_machine, join_balancer");
  CHECK(back(2) == "power_on>running, undrain_machine, join_balancer");
  CHECK(back(3) == "power_on>running, undrain_machine, join_balancer");
  CHECK(back(4).empty());
}

TEST_CASE("bindings are what the actual state says") {
  ActualState actual;
  Machine machine;
  machine.id = MachineId("7");
  machine.region = Region("nyc3");
  actual.machines[kFirst] = machine;
  Volume volume;
  volume.id = VolumeId("v");
  volume.attached_to = MachineId("7");
  actual.volumes[kVolume] = volume;
  LoadBalancer balancer;
  balancer.id = LoadBalancerId("lb");
  balancer.members = {MachineId("7"), MachineId("stranger")};
  actual.balancers[kBalancer] = balancer;
  actual.network = Network{NetworkId("net"), "fpai", Region("nyc3"), ""};
  CHECK(bindings_of(actual) == bound());
  CHECK(bindings_of(ActualState{}) == ResourceIds{});
}
