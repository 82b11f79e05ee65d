#include "reconciler/core/apply/steps.hpp"

#include <algorithm>

#include "reconciler/core/apply/machine_steps.hpp"
#include "reconciler/core/base/find_in.hpp"
#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster {
namespace {

using Steps = Result<std::vector<Step>>;

constexpr Duration kBalancerPatience = std::chrono::minutes(10);

Step simple(Operation operation, std::string message) {
  return {.operation = std::move(operation), .message = std::move(message)};
}

Error missing(const char* what, const std::string& name) {
  return {ErrorKind::not_found, std::string(what) + " " + name + " does not exist"};
}

std::vector<LoadBalancerId> balancers_of(const StepContext& in, const PoolName& pool) {
  std::vector<LoadBalancerId> ids;
  for (const auto& [slot, id] : in.resource_ids.balancers) {
    if (slot.pool == pool) ids.push_back(id);
  }
  return ids;
}

Result<NetworkId> network_of(const StepContext& in, const std::string& name) {
  if (name.empty()) return NetworkId{};
  if (in.resource_ids.network.empty()) return missing("the network", name);
  return in.resource_ids.network;
}

/// Adds a power off and on around changes of a machine's volumes if the cloud requires it.
std::vector<Step> around_power(const StepContext& in, const MachineId& machine, Step step) {
  std::vector<Step> steps;
  if (!in.capabilities.volumes_attach_running) take_down(machine, steps);
  steps.push_back(std::move(step));
  if (!in.capabilities.volumes_attach_running) bring_up(machine, steps);
  return steps;
}

struct StepsOf {
  const StepContext& in;

  Steps operator()(const CreateNetwork& e) const {
    return std::vector<Step>{simple(call::CreateNetwork{e.spec, fleet_tag(in.fleet)}, "creating")};
  }
  Steps operator()(const CreateFirewall& e) const {
    const auto tag = pool_tag(in.fleet, e.pool);
    // Clouds reject a firewall for a tag that no object has yet.
    return std::vector<Step>{simple(call::EnsureTag{tag}, "making tag " + tag),
                             simple(call::CreateFirewall{.name = firewall_name(in.fleet, e.pool),
                                                         .pool_tag = tag,
                                                         .inbound = e.inbound,
                                                         .balancers = balancers_of(in, e.pool)},
                                    "creating")};
  }
  Steps operator()(const UpdateFirewall& e) const {
    return std::vector<Step>{simple(call::UpdateFirewall{.id = e.id,
                                                         .name = firewall_name(in.fleet, e.pool),
                                                         .pool_tag = pool_tag(in.fleet, e.pool),
                                                         .inbound = e.to,
                                                         .balancers = balancers_of(in, e.pool)},
                                    "updating")};
  }
  Steps operator()(const DestroyFirewall& e) const {
    return std::vector<Step>{simple(call::DestroyFirewall{e.id}, "destroying")};
  }

  Steps operator()(const CreateMachine& e) const { return machine_steps(in, e); }
  Steps operator()(const ResizeMachine& e) const { return machine_steps(in, e); }
  Steps operator()(const ReplaceMachine& e) const { return machine_steps(in, e); }
  Steps operator()(const DestroyMachine& e) const { return machine_steps(in, e); }
  Steps operator()(const TagMachine& e) const { return machine_steps(in, e); }

  Steps operator()(const StartMachine& e) const { return machine_steps(in, e); }
  Steps operator()(const AdoptMachine& e) const { return machine_steps(in, e); }
  Steps operator()(const ReleaseMachine& e) const { return machine_steps(in, e); }

  Steps operator()(const AdoptVolume& e) const {
    std::vector<Step> steps;
    for (const auto& tag : e.add) steps.push_back(simple(call::EnsureTag{tag}, "making tag " + tag));
    steps.push_back(simple(call::TagVolume{e.id, e.add}, "adopting"));
    return steps;
  }
  Steps operator()(const ReleaseVolume& e) const {
    return std::vector<Step>{simple(call::UntagVolume{e.id, e.remove}, "releasing")};
  }
  Steps operator()(const CreateVolume& e) const {
    return std::vector<Step>{
        {call::CreateVolume{volume_name(in.fleet, e.slot),
                            e.spec,
                            {change_tag(in.change.id), fleet_tag(in.fleet), volume_tag(e.slot)}},
         WaitFor::operation, kActionPatience, std::nullopt, "creating"}};
  }
  Steps operator()(const AttachVolume& e) const {
    const auto* bound = find_in(in.resource_ids.volumes, e.slot);
    const auto* machine = find_in(in.resource_ids.machines, e.slot.machine);
    const auto* region = find_in(in.resource_ids.regions, e.slot.machine);
    if (!bound && !e.id) return missing("the volume", to_string(e.slot));
    if (!machine || !region) return missing("the machine", to_string(e.slot.machine));
    return around_power(in, *machine,
                        {call::AttachVolume{e.id ? *e.id : *bound, *machine, *region},
                         WaitFor::volume_attached, kActionPatience, std::nullopt, "attaching"});
  }
  Steps operator()(const DetachVolume& e) const {
    const auto* region = find_in(in.resource_ids.regions, e.slot.machine);
    return around_power(in, e.from,
                        {call::DetachVolume{e.id, e.from, region ? *region : Region{}},
                         WaitFor::volume_detached, kActionPatience, std::nullopt, "detaching"});
  }
  Steps operator()(const GrowVolume& e) const {
    const auto* region = find_in(in.resource_ids.regions, e.slot.machine);
    return std::vector<Step>{{call::GrowVolume{e.id, e.to_gib, region ? *region : Region{}},
                              WaitFor::operation, kActionPatience, std::nullopt, "growing"}};
  }
  Steps operator()(const DestroyVolume& e) const {
    std::vector<Step> steps;
    if (e.snapshot) {
      steps.push_back(simple(
          call::SnapshotVolume{
              e.id, snapshot_name(in.fleet, e.slot, in.plan), {fleet_tag(in.fleet), volume_tag(e.slot)}},
          "taking a snapshot"));
    }
    steps.push_back(simple(call::DestroyVolume{e.id}, "destroying"));
    return steps;
  }

  Steps operator()(const CreateBalancer& e) const {
    const auto network = network_of(in, e.spec.network);
    if (!network) return network.error();
    const auto tag = balancer_tag(in.fleet, e.slot);
    return std::vector<Step>{
        simple(call::EnsureTag{tag}, "making tag " + tag),
        {call::CreateBalancer{
             .name = balancer_name(in.fleet, e.slot), .spec = e.spec, .network = *network, .member_tag = tag},
         WaitFor::balancer_active, kBalancerPatience, std::nullopt, "creating"}};
  }
  Steps operator()(const UpdateBalancer& e) const {
    // A load balancer stays in the network of its creation, which cannot be one that the plan only creates.
    return std::vector<Step>{{call::UpdateBalancer{.id = e.id,
                                                   .name = balancer_name(in.fleet, e.slot),
                                                   .spec = e.to,
                                                   .network = in.resource_ids.network,
                                                   .member_tag = balancer_tag(in.fleet, e.slot)},
                              WaitFor::balancer_active, kBalancerPatience, std::nullopt, "updating"}};
  }
  Steps operator()(const DestroyBalancer& e) const {
    return std::vector<Step>{simple(call::DestroyBalancer{e.id}, "destroying")};
  }
  Steps operator()(const JoinBalancer& e) const {
    const auto* balancer = find_in(in.resource_ids.balancers, e.balancer);
    const auto* machine = find_in(in.resource_ids.machines, e.machine);
    if (!balancer) return missing("the load balancer", to_string(e.balancer));
    if (!machine) return missing("the machine", to_string(e.machine));
    return std::vector<Step>{
        simple(call::JoinBalancer{*balancer, balancer_tag(in.fleet, e.balancer), *machine}, "joining")};
  }
  Steps operator()(const LeaveBalancer& e) const {
    return std::vector<Step>{simple(
        call::LeaveBalancer{e.balancer_id, balancer_tag(in.fleet, e.balancer), e.machine_id}, "leaving")};
  }
};

}  // namespace

Result<std::vector<Step>> steps_of(const StepContext& in) {
  return std::visit(StepsOf{in}, in.change.effect);
}

}  // namespace muster
