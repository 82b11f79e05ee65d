#include "tests/support/fake_cloud.hpp"

#include <algorithm>

#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster::testing {
namespace {

template <class T>
void drop(std::vector<T>& from, const T& value) {
  from.erase(std::remove(from.begin(), from.end(), value), from.end());
}

bool carries(const std::vector<std::string>& tags, const std::string& tag) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

/// Told by the pool's tag: a successor has no slot yet.
bool share_pool(const Machine& a, const Machine& b) {
  return std::any_of(a.tags.begin(), a.tags.end(), [&](const std::string& tag) {
    return tag.rfind("muster-pool:", 0) == 0 && carries(b.tags, tag);
  });
}

}  // namespace

std::string FakeCloud::fresh_id() {
  return std::to_string(++last_id_);
}

OperationId FakeCloud::begin(Action action, Instant now, Duration takes) {
  action.ends = now + takes;
  if (auto& left = failing[action.kind]; left > 0) {
    --left;
    action.fails = true;
  }
  if (const auto machine = machines_.find(action.machine); machine != machines_.end())
    machine->second.machine.busy = true;
  const OperationId id(fresh_id());
  actions_.emplace(id, std::move(action));
  return id;
}

void FakeCloud::advance_to(Instant now) {
  for (auto& [id, action] : actions_) {
    if (action.over || action.ends > now) continue;
    action.over = true;
    finish(action);
  }
  for (auto hanging = hanging_.begin(); hanging != hanging_.end();) {
    if (hanging->second > now) {
      ++hanging;
      continue;
    }
    volumes_.at(hanging->first).attached_to.reset();
    hanging = hanging_.erase(hanging);
  }
  move_agents(now);
}

void FakeCloud::lose(const MachineId& id, Instant now) {
  for (const auto& volume : machines_.at(id).machine.volumes) hanging_[volume] = now + volumes_let_go;
  machines_.erase(id);
}

void FakeCloud::move_agents(Instant now) {
  for (auto& [from, since] : draining_) {
    for (auto& left = agents[from]; left > 0 && since + delays.agent_move <= now;
         since += delays.agent_move) {
      MachineId to;
      for (const auto& [id, other] : machines_) {
        const bool fits = share_pool(other.machine, machines_.at(from).machine) &&
                          other.machine.status == MachineStatus::running && !draining_.count(id);
        if (fits && (to.empty() || agents[id] < agents[to])) to = id;
      }
      if (to.empty()) break;
      --left;
      ++agents[to];
    }
  }
}

void FakeCloud::cut_off(const MachineId& machine) {
  if (machines_.at(machine).machine.status == MachineStatus::running) agents_cut_off += agents[machine];
}

void FakeCloud::finish(Action& action) {
  if (const auto found = machines_.find(action.machine); found != machines_.end())
    found->second.machine.busy = false;
  if (action.fails) return;
  if (const auto balancer = balancers_.find(action.balancer); balancer != balancers_.end()) {
    balancer->second.active = true;
    balancer->second.address = "192.0.2.1";
  }
  if (const auto volume = volumes_.find(action.volume); volume != volumes_.end()) {
    if (action.kind == "grow_volume") volume->second.size_gib = action.gib;
    if (action.kind == "attach_volume") volume->second.attached_to = action.machine;
    if (action.kind == "detach_volume") volume->second.attached_to.reset();
  }
  finish_on_machine(action);
}

void FakeCloud::finish_on_machine(const Action& action) {
  const auto found = machines_.find(action.machine);
  if (found == machines_.end()) return;
  auto& machine = found->second.machine;
  const bool stops = action.kind == "power_off" || (action.kind == "shut_down" && shutdown_works) ||
                     action.kind == "destroy_machine";
  if (stops) cut_off(action.machine);
  if (action.kind == "create_machine" && never_ready > 0) {
    --never_ready;
    return;
  }
  if (action.kind == "create_machine" || action.kind == "power_on") machine.status = MachineStatus::running;
  if (action.kind == "power_off") machine.status = MachineStatus::off;
  if (action.kind == "shut_down" && shutdown_works) machine.status = MachineStatus::off;
  if (action.kind == "change_size") machine.size = action.size;
  if (action.kind == "attach_volume") machine.volumes.push_back(action.volume);
  if (action.kind == "detach_volume") drop(machine.volumes, action.volume);
  if (action.kind == "vanish" || action.kind == "destroy_machine") {
    for (const auto& volume : machine.volumes) volumes_.at(volume).attached_to.reset();
    draining_.erase(action.machine);
    agents.erase(action.machine);
    machines_.erase(found);
  }
}

MachineId FakeCloud::place(const FleetName& fleet, const Slot& slot, const SizeName& size,
                           const Region& region) {
  const MachineId id(fresh_id());
  FakeMachine placed;
  placed.name = machine_name(fleet, slot);
  auto& machine = placed.machine;
  machine.id = id;
  machine.name = placed.name;
  machine.slot = slot;
  machine.size = size;
  machine.region = region;
  machine.status = MachineStatus::running;
  machine.tags = {fleet_tag(fleet), pool_tag(fleet, slot.pool), slot_tag(slot)};
  tags_.insert(machine.tags.begin(), machine.tags.end());
  machines_.emplace(id, placed);
  return id;
}

VolumeId FakeCloud::place_volume(const FleetName& fleet, const VolumeSlot& slot, int gib,
                                 const MachineId& on) {
  const auto id = leave_volume(fleet, slot, gib, machines_.at(on).machine.region);
  volumes_.at(id).attached_to = on;
  machines_.at(on).machine.volumes.push_back(id);
  return id;
}

VolumeId FakeCloud::leave_volume(const FleetName& fleet, const VolumeSlot& slot, int gib,
                                 const Region& region) {
  const VolumeId id(fresh_id());
  Volume volume;
  volume.id = id;
  volume.name = volume_name(fleet, slot);
  volume.slot = slot;
  volume.size_gib = gib;
  volume.region = region;
  volume.tags = {fleet_tag(fleet), volume_tag(slot)};
  tags_.insert(volume.tags.begin(), volume.tags.end());
  volumes_.emplace(id, volume);
  return id;
}

LoadBalancerId FakeCloud::place_balancer(const FleetName& fleet, const BalancerSlot& slot,
                                         const std::vector<MachineId>& members) {
  const LoadBalancerId id(fresh_id());
  LoadBalancer balancer;
  balancer.id = id;
  balancer.name = balancer_name(fleet, slot);
  balancer.slot = slot;
  balancer.active = true;
  balancers_.emplace(id, balancer);
  member_tags_[id] = balancer_tag(fleet, slot);
  tags_.insert(balancer_tag(fleet, slot));
  for (const auto& member : members) machines_.at(member).machine.tags.push_back(balancer_tag(fleet, slot));
  return id;
}

ActualState FakeCloud::observe(const FleetName& fleet, Instant now) {
  advance_to(now);
  ActualState state;
  state.fleet = fleet;
  state.seen_at = now;
  for (const auto& [id, fake] : machines_) {
    if (!listed(fake.listed_from, now) || !carries(fake.machine.tags, fleet_tag(fleet))) continue;
    if (unlisted.contains(id.value)) continue;
    const auto owned = read_ownership(fake.machine.tags);
    if (!owned.slot || !state.machines.emplace(*owned.slot, fake.machine).second)
      state.strays.push_back(fake.machine);
  }
  for (const auto& [id, volume] : volumes_) {
    const auto lag = volumes_listed_.find(id);
    if (!carries(volume.tags, fleet_tag(fleet)) || unlisted.contains(id.value)) continue;
    if (lag != volumes_listed_.end() && !listed(lag->second, now)) continue;
    auto seen = volume;
    // A machine that is asked for by its id and is gone holds nothing.
    if (seen.attached_to && !machines_.count(*seen.attached_to)) seen.attached_to.reset();
    if (!state.volumes.emplace(volume.slot, seen).second) state.stray_volumes.push_back(seen);
  }
  for (auto [id, balancer] : balancers_) {
    if (unlisted.contains(id.value)) continue;
    for (const auto& [machine_id, fake] : machines_) {
      if (carries(fake.machine.tags, member_tags_.at(id))) balancer.members.push_back(machine_id);
    }
    if (!state.balancers.emplace(balancer.slot, balancer).second) state.stray_balancers.push_back(balancer);
  }
  state.limits.machines = machine_limit;
  state.limits.machines_in_use = static_cast<int>(machines_.size());
  for (const auto& [id, firewall] : firewalls_) {
    if (!unlisted.contains(id.value)) state.firewalls.emplace(firewall.pool, firewall);
  }
  if (!networks_.empty() && !unlisted.contains(networks_.begin()->first.value))
    state.network = networks_.begin()->second;
  return state;
}

}  // namespace muster::testing
