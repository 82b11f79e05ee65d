#include "reconciler/core/simulate/replay/simulate_apply.hpp"

#include <algorithm>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/core/history/journal_entry.hpp"
#include "reconciler/core/history/recent_changes.hpp"

namespace muster {
namespace {

/// Applies one change after the other to a state.
struct PlanSimulator {
  World& world;
  Instant now;

  ActualState& actual() const { return world.actual; }
  MachineId id_of(const Slot& slot) const {
    const auto found = actual().machines.find(slot);
    return found == actual().machines.end() ? MachineId(to_string(slot)) : found->second.id;
  }
  int disk_of(const SizeName& size) const {
    const auto* offer = world.prices.find(size);
    return offer ? offer->disk_gib : 0;
  }
  void make(const Slot& slot, const MachineSpec& spec, const MachineId& id) const {
    Machine machine;
    machine.id = id;
    machine.name = machine_name(world.fleet.name, slot);
    machine.slot = slot;
    machine.size = spec.size;
    machine.disk_gib = disk_of(spec.size);
    machine.region = spec.region;
    machine.image = spec.image;
    machine.status = MachineStatus::running;
    machine.created_at = now;
    machine.tags = {fleet_tag(world.fleet.name), pool_tag(world.fleet.name, slot.pool), slot_tag(slot)};
    machine.tags.insert(machine.tags.end(), spec.tags.begin(), spec.tags.end());
    std::sort(machine.tags.begin(), machine.tags.end());
    actual().machines.insert_or_assign(slot, std::move(machine));
  }
  void change(const Slot& slot, auto&& how) const {
    if (const auto found = actual().machines.find(slot); found != actual().machines.end()) how(found->second);
  }
  void change(const VolumeSlot& slot, auto&& how) const {
    if (const auto found = actual().volumes.find(slot); found != actual().volumes.end()) how(found->second);
  }
  void change(const BalancerSlot& slot, auto&& how) const {
    if (const auto found = actual().balancers.find(slot); found != actual().balancers.end())
      how(found->second);
  }
  void leave_balancers(const MachineId& id) const {
    for (auto& [slot, balancer] : actual().balancers) std::erase(balancer.members, id);
  }
  void detach(const VolumeSlot& slot) const {
    change(slot, [&](Volume& volume) {
      change(slot.machine, [&](Machine& machine) { std::erase(machine.volumes, volume.id); });
      volume.attached_to.reset();
    });
  }

  void operator()(const CreateMachine& e) const { make(e.slot, e.spec, MachineId(to_string(e.slot))); }
  void operator()(const ResizeMachine& e) const {
    change(e.slot, [&](Machine& machine) {
      machine.size = e.to;
      machine.status = MachineStatus::running;
    });
  }
  void operator()(const ReplaceMachine& e) const {
    // The same id: volumes and memberships of the slot move to the new machine.
    auto volumes =
        actual().machines.count(e.slot) ? actual().machines.at(e.slot).volumes : std::vector<VolumeId>();
    make(e.slot, e.to, id_of(e.slot));
    actual().machines.at(e.slot).volumes = std::move(volumes);
  }
  void operator()(const DestroyMachine& e) const {
    leave_balancers(e.id);
    actual().machines.erase(e.slot);
  }
  void operator()(const TagMachine& e) const {
    change(e.slot, [&](Machine& machine) {
      machine.tags.insert(machine.tags.end(), e.add.begin(), e.add.end());
      std::sort(machine.tags.begin(), machine.tags.end());
    });
  }
  void operator()(const StartMachine& e) const {
    change(e.slot, [](Machine& machine) { machine.status = MachineStatus::running; });
  }
  void operator()(const CreateVolume& e) const {
    Volume volume;
    volume.id = VolumeId(to_string(e.slot));
    volume.name = volume_name(world.fleet.name, e.slot);
    volume.slot = e.slot;
    volume.size_gib = e.spec.size_gib;
    volume.region = e.spec.region;
    volume.created_at = now;
    actual().volumes.insert_or_assign(e.slot, std::move(volume));
  }
  void operator()(const AttachVolume& e) const {
    change(e.slot, [&](Volume& volume) {
      change(e.slot.machine, [&](Machine& machine) {
        volume.attached_to = machine.id;
        machine.volumes.push_back(volume.id);
        std::sort(machine.volumes.begin(), machine.volumes.end());
      });
    });
  }
  void operator()(const DetachVolume& e) const { detach(e.slot); }
  void operator()(const GrowVolume& e) const {
    change(e.slot, [&](Volume& volume) { volume.size_gib = e.to_gib; });
  }
  void operator()(const DestroyVolume& e) const {
    detach(e.slot);
    actual().volumes.erase(e.slot);
  }
  void operator()(const CreateBalancer& e) const {
    LoadBalancer balancer;
    balancer.id = LoadBalancerId(to_string(e.slot));
    balancer.name = balancer_name(world.fleet.name, e.slot);
    balancer.slot = e.slot;
    balancer.region = e.spec.region;
    balancer.active = true;
    balancer.forwarding = e.spec.forwarding;
    balancer.health = e.spec.health;
    actual().balancers.insert_or_assign(e.slot, std::move(balancer));
  }
  void operator()(const UpdateBalancer& e) const {
    change(e.slot, [&](LoadBalancer& balancer) {
      balancer.forwarding = e.to.forwarding;
      balancer.health = e.to.health;
    });
  }
  void operator()(const DestroyBalancer& e) const { actual().balancers.erase(e.slot); }
  void operator()(const JoinBalancer& e) const {
    change(e.balancer, [&](LoadBalancer& balancer) {
      balancer.members.push_back(id_of(e.machine));
      std::sort(balancer.members.begin(), balancer.members.end());
    });
  }
  void operator()(const LeaveBalancer& e) const {
    change(e.balancer, [&](LoadBalancer& balancer) { std::erase(balancer.members, e.machine_id); });
  }
  void operator()(const CreateFirewall& e) const {
    actual().firewalls.insert_or_assign(e.pool, Firewall{.id = FirewallId(e.pool.value),
                                                         .name = firewall_name(world.fleet.name, e.pool),
                                                         .pool = e.pool,
                                                         .inbound = e.inbound});
  }
  void operator()(const UpdateFirewall& e) const {
    if (const auto found = actual().firewalls.find(e.pool); found != actual().firewalls.end())
      found->second.inbound = e.to;
  }
  void operator()(const DestroyFirewall& e) const { actual().firewalls.erase(e.pool); }
  void operator()(const CreateNetwork& e) const {
    actual().network = Network{.id = NetworkId(e.spec.name),
                               .name = e.spec.name,
                               .region = e.spec.region,
                               .ip_range = e.spec.ip_range};
  }
  // Only `muster adopt` and `muster release` make these; no proposal contains them.
  void operator()(const AdoptMachine&) const {}
  void operator()(const ReleaseMachine&) const {}
  void operator()(const AdoptVolume&) const {}
  void operator()(const ReleaseVolume&) const {}
};

}  // namespace

void simulate_apply(const Proposal& proposal, Instant now, World& world) {
  const PlanSimulator effector{world, now};
  for (const auto& change : proposal.plan.changes) {
    std::visit(effector, change.effect);
    world.recent.push_back(remember(change, now, now));
  }
  world.actual.seen_at = now;
}

}  // namespace muster
