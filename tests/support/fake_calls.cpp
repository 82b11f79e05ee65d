#include <algorithm>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "tests/support/fake_cloud.hpp"

namespace muster::testing {

/// What each call does in the fake cloud.
struct FakeCalls {
  FakeCloud& cloud;
  Instant now;
  using Outcome = Result<Reply>;

  static Outcome refuse(ErrorKind kind, const char* what) { return Error{kind, what}; }
  static Outcome gone() { return refuse(ErrorKind::not_found, "the resource could not be found"); }
  static Outcome done(const std::string& id = {}) { return Reply{Accepted{id, std::nullopt}}; }
  static Outcome running(const std::string& id, OperationId action) {
    return Reply{Accepted{id, std::move(action)}};
  }

  Machine* machine(const MachineId& id) const {
    const auto found = cloud.machines_.find(id);
    return found == cloud.machines_.end() ? nullptr : &found->second.machine;
  }
  Volume* volume(const VolumeId& id) const {
    const auto found = cloud.volumes_.find(id);
    return found == cloud.volumes_.end() ? nullptr : &found->second;
  }
  Outcome machine_action(const char* kind, const MachineId& id, Duration takes, SizeName size = {}) const {
    FakeCloud::Action action;
    action.kind = kind;
    action.machine = id;
    action.size = std::move(size);
    return running({}, cloud.begin(std::move(action), now, takes));
  }
  Outcome volume_action(const char* kind, const VolumeId& id, const MachineId& on, int gib = 0) const {
    FakeCloud::Action action;
    action.kind = kind;
    action.volume = id;
    action.machine = on;
    action.gib = gib;
    return running({}, cloud.begin(std::move(action), now, cloud.delays.volume_action));
  }
  /// Why no action can start on the machine now; nullopt when one can.
  std::optional<Error> unfit(const MachineId& id) const {
    const auto* found = machine(id);
    if (!found) return gone().error();
    if (found->busy || found->status == MachineStatus::starting)
      return Error{ErrorKind::conflict, "the machine already has a pending event"};
    return std::nullopt;
  }

  Outcome operator()(const call::EnsureTag& c) const {
    cloud.tags_.insert(c.tag);
    return done();
  }
  Outcome operator()(const call::CreateNetwork& c) const {
    const auto taken = by_name(cloud.networks_, c.spec.name);
    if (std::holds_alternative<Network>(*taken))
      return refuse(ErrorKind::conflict, "the name already exists");
    const NetworkId id(cloud.fresh_id());
    cloud.networks_[id] = {id, c.spec.name, c.spec.region, c.spec.ip_range};
    return done(id.value);
  }
  Outcome operator()(const call::CreateFirewall& c) const {
    if (!cloud.tags_.count(c.pool_tag)) return refuse(ErrorKind::invalid, "the tag does not exist");
    if (std::holds_alternative<Firewall>(*by_name(cloud.firewalls_, c.name)))
      return refuse(ErrorKind::conflict, "duplicate name");
    const FirewallId id(cloud.fresh_id());
    cloud.firewalls_[id] = {id, c.name, PoolName(c.pool_tag.substr(c.pool_tag.rfind(':') + 1)), c.inbound};
    return done(id.value);
  }
  Outcome operator()(const call::UpdateFirewall& c) const {
    const auto found = cloud.firewalls_.find(c.id);
    if (found == cloud.firewalls_.end()) return gone();
    found->second.inbound = c.inbound;
    return done();
  }
  Outcome operator()(const call::DestroyFirewall& c) const {
    return cloud.firewalls_.erase(c.id) ? done() : gone();
  }

  Outcome operator()(const call::CreateMachine& c) const {
    if (static_cast<int>(cloud.machines_.size()) >= cloud.machine_limit)
      return refuse(ErrorKind::quota, "this would exceed your machine limit");
    if (cloud.sold_out.count({c.spec.size, c.spec.region}))
      return refuse(ErrorKind::unavailable, "the size is sold out in this region");
    const MachineId id(cloud.fresh_id());
    FakeMachine made;
    made.name = c.name;
    made.listed_from = now + cloud.delays.listing_lag;
    made.machine.id = id;
    made.machine.name = c.name;
    made.machine.size = c.spec.size;
    made.machine.region = c.spec.region;
    made.machine.image = c.spec.image;
    made.machine.status = MachineStatus::starting;
    made.machine.created_at = now;
    made.machine.tags = c.tags;
    std::sort(made.machine.tags.begin(), made.machine.tags.end());
    made.machine.made_by = c.change;
    if (const auto slot = read_ownership(c.tags).slot) made.machine.slot = *slot;
    cloud.tags_.insert(c.tags.begin(), c.tags.end());
    cloud.machines_.emplace(id, made);
    const bool vanishes = cloud.vanishing > 0;
    if (vanishes) --cloud.vanishing;
    auto accepted = machine_action(vanishes ? "vanish" : "create_machine", id, cloud.delays.boot);
    auto reply = std::get<Accepted>(*accepted);
    reply.id = id.value;
    return Reply{reply};
  }
  Outcome operator()(const call::DestroyMachine& c) const {
    if (!machine(c.id)) return gone();
    return machine_action("destroy_machine", c.id, cloud.delays.power);
  }
  Outcome operator()(const call::ShutDown& c) const {
    if (const auto why = unfit(c.id)) return *why;
    return machine_action("shut_down", c.id, cloud.delays.shut_down);
  }
  Outcome operator()(const call::PowerOff& c) const {
    if (const auto why = unfit(c.id)) return *why;
    if (machine(c.id)->status == MachineStatus::off)
      return refuse(ErrorKind::invalid, "the machine is already powered off");
    return machine_action("power_off", c.id, cloud.delays.power);
  }
  Outcome operator()(const call::PowerOn& c) const {
    if (const auto why = unfit(c.id)) return *why;
    return machine_action("power_on", c.id, cloud.delays.power);
  }
  Outcome operator()(const call::ChangeSize& c) const {
    if (const auto why = unfit(c.id)) return *why;
    if (machine(c.id)->status != MachineStatus::off)
      return refuse(ErrorKind::invalid, "the machine is on, power it off first");
    if (machine(c.id)->size == c.to) return refuse(ErrorKind::invalid, "the machine has this size already");
    return machine_action("change_size", c.id, cloud.delays.resize, c.to);
  }
  Outcome operator()(const call::TagMachine& c) const { return tag(c.id, c.tags); }
  Outcome operator()(const call::UntagMachine& c) const { return untag(c.id, c.tags); }
  Outcome operator()(const call::JoinBalancer& c) const { return tag(c.machine, {c.member_tag}); }
  Outcome operator()(const call::LeaveBalancer& c) const { return untag(c.machine, {c.member_tag}); }

  Outcome operator()(const call::TagVolume& c) const {
    auto* found = volume(c.id);
    if (!found) return gone();
    for (const auto& tag : c.tags) {
      if (!cloud.tags_.count(tag)) return gone();
      if (std::find(found->tags.begin(), found->tags.end(), tag) == found->tags.end())
        found->tags.push_back(tag);
    }
    slot_by_tag(*found);
    return done();
  }
  Outcome operator()(const call::UntagVolume& c) const {
    auto* found = volume(c.id);
    if (!found) return gone();
    for (const auto& tag : c.tags) std::erase(found->tags, tag);
    slot_by_tag(*found);
    return done();
  }
  Outcome operator()(const call::DrainMachine& c) const {
    if (!machine(c.id)) return gone();
    cloud.draining_.emplace(c.id, now);
    return Reply{AgentsOn{cloud.agents[c.id], true}};
  }
  Outcome operator()(const call::UndrainMachine& c) const {
    if (!machine(c.id)) return gone();
    cloud.draining_.erase(c.id);
    return done();
  }
  Outcome operator()(const call::GetAgents& c) const {
    if (!machine(c.id)) return gone();
    return Reply{AgentsOn{cloud.agents[c.id], cloud.draining_.count(c.id) > 0}};
  }

  Outcome operator()(const call::CreateVolume& c) const {
    for (const auto& [id, there] : cloud.volumes_) {
      if (there.name == c.name && there.region == c.spec.region)
        return refuse(ErrorKind::conflict, "a volume of this name already exists");
    }
    const VolumeId id(cloud.fresh_id());
    Volume made;
    made.id = id;
    made.name = c.name;
    made.size_gib = c.spec.size_gib;
    made.region = c.spec.region;
    made.created_at = now;
    const auto owned = read_ownership(c.tags);
    if (owned.volume) made.slot = *owned.volume;
    made.made_by = owned.change;
    made.tags = c.tags;
    std::sort(made.tags.begin(), made.tags.end());
    cloud.tags_.insert(c.tags.begin(), c.tags.end());
    cloud.volumes_.emplace(id, made);
    cloud.volumes_listed_[id] = now + cloud.delays.listing_lag;
    return done(id.value);
  }
  Outcome operator()(const call::AttachVolume& c) const {
    const auto* wanted = volume(c.id);
    if (!wanted) return gone();
    if (const auto why = unfit(c.to)) return *why;
    if (wanted->attached_to) return refuse(ErrorKind::conflict, "the volume is attached already");
    if (wanted->region != machine(c.to)->region)
      return refuse(ErrorKind::invalid, "the volume is in another region");
    return volume_action("attach_volume", c.id, c.to);
  }
  Outcome operator()(const call::DetachVolume& c) const {
    const auto* wanted = volume(c.id);
    if (!wanted) return gone();
    if (wanted->attached_to != c.from) return refuse(ErrorKind::invalid, "attachment not found");
    if (const auto why = unfit(c.from)) return *why;
    return volume_action("detach_volume", c.id, c.from);
  }
  Outcome operator()(const call::GrowVolume& c) const {
    const auto* wanted = volume(c.id);
    if (!wanted) return gone();
    if (c.to_gib <= wanted->size_gib) return refuse(ErrorKind::invalid, "volumes only grow");
    return volume_action("grow_volume", c.id, {}, c.to_gib);
  }
  Outcome operator()(const call::DestroyVolume& c) const {
    const auto* wanted = volume(c.id);
    if (!wanted) return gone();
    if (wanted->attached_to) return refuse(ErrorKind::conflict, "an attached volume cannot be deleted");
    cloud.volumes_.erase(c.id);
    return done();
  }

  Outcome operator()(const call::SnapshotVolume& c) const {
    const auto* of = volume(c.id);
    if (!of) return gone();
    for (const auto& there : cloud.snapshots_) {
      if (there.name == c.name) return refuse(ErrorKind::conflict, "the name is taken");
    }
    const SnapshotId id(cloud.fresh_id());
    cloud.snapshots_.push_back({id, c.name, c.id, of->size_gib});
    return done(id.value);
  }
  Outcome operator()(const call::CreateBalancer& c) const {
    if (!cloud.tags_.count(c.member_tag)) return refuse(ErrorKind::invalid, "the tag does not exist");
    const LoadBalancerId id(cloud.fresh_id());
    LoadBalancer made;
    made.id = id;
    made.name = c.name;
    made.region = c.spec.region;
    made.forwarding = c.spec.forwarding;
    made.health = c.spec.health;
    const auto fleet = c.name.substr(0, c.name.find('-'));
    if (const auto slot = balancer_slot_of_name(FleetName(fleet), c.name)) made.slot = *slot;
    cloud.balancers_.emplace(id, made);
    cloud.member_tags_[id] = c.member_tag;
    FakeCloud::Action action;
    action.kind = "create_balancer";
    action.balancer = id;
    cloud.begin(action, now, cloud.delays.balancer);
    return done(id.value);
  }
  Outcome operator()(const call::UpdateBalancer& c) const {
    const auto found = cloud.balancers_.find(c.id);
    if (found == cloud.balancers_.end()) return gone();
    if (!found->second.active)
      return refuse(ErrorKind::conflict, "the load balancer cannot be updated while it is busy");
    found->second.forwarding = c.spec.forwarding;
    found->second.health = c.spec.health;
    return done();
  }
  Outcome operator()(const call::DestroyBalancer& c) const {
    cloud.member_tags_.erase(c.id);
    return cloud.balancers_.erase(c.id) ? done() : gone();
  }

  Outcome operator()(const call::GetMachine& c) const { return look(machine(c.id)); }
  Outcome operator()(const call::GetVolume& c) const { return look(volume(c.id)); }
  Outcome operator()(const call::GetBalancer& c) const {
    const auto found = cloud.balancers_.find(c.id);
    return found == cloud.balancers_.end() ? Reply{Absent{}} : Reply{found->second};
  }
  Outcome operator()(const call::GetFirewall& c) const {
    const auto found = cloud.firewalls_.find(c.id);
    return found == cloud.firewalls_.end() ? Reply{Absent{}} : Reply{found->second};
  }
  Outcome operator()(const call::GetNetwork& c) const {
    const auto found = cloud.networks_.find(c.id);
    return found == cloud.networks_.end() ? Reply{Absent{}} : Reply{found->second};
  }
  Outcome operator()(const call::GetOperation& c) const {
    const auto found = cloud.actions_.find(c.id);
    if (found == cloud.actions_.end()) return Reply{Absent{}};
    using Phase = OperationState::Phase;
    if (!found->second.over) return Reply{OperationState{Phase::running, {}}};
    if (found->second.fails) return Reply{OperationState{Phase::failed, "it did not work out"}};
    return Reply{OperationState{Phase::done, {}}};
  }
  Outcome operator()(const call::FindMachine& c) const {
    for (const auto& [id, fake] : cloud.machines_) {
      if (fake.machine.made_by == c.change && cloud.listed(fake.listed_from, now)) return Reply{fake.machine};
    }
    return Reply{Absent{}};
  }
  Outcome operator()(const call::FindVolume& c) const {
    for (const auto& [id, there] : cloud.volumes_) {
      const auto lag = cloud.volumes_listed_.find(id);
      const bool visible = lag == cloud.volumes_listed_.end() || cloud.listed(lag->second, now);
      if (visible && there.name == c.name && there.region == c.region) return Reply{there};
    }
    return Reply{Absent{}};
  }
  Outcome operator()(const call::FindSnapshot& c) const {
    for (const auto& there : cloud.snapshots_) {
      if (there.of == c.of && there.name == c.name) return Reply{there};
    }
    return Reply{Absent{}};
  }
  Outcome operator()(const call::FindBalancer& c) const {
    auto found = by_name(cloud.balancers_, c.name);
    auto* balancer = std::get_if<LoadBalancer>(&*found);
    if (balancer && cloud.member_tags_.at(balancer->id) != c.member_tag) balancer->slot = {};
    return found;
  }
  Outcome operator()(const call::FindFirewall& c) const {
    auto found = by_name(cloud.firewalls_, c.name);
    auto* firewall = std::get_if<Firewall>(&*found);
    if (firewall && !c.pool_tag.ends_with(":" + firewall->pool.value)) firewall->pool = {};
    return found;
  }
  Outcome operator()(const call::FindNetwork& c) const { return by_name(cloud.networks_, c.name); }
  Outcome operator()(const call::FindHolder& c) const {
    for (const auto& [id, fake] : cloud.machines_) {
      const auto& tags = fake.machine.tags;
      const auto has = [&](const std::string& tag) {
        return std::find(tags.begin(), tags.end(), tag) != tags.end();
      };
      if (has(c.tag) && has(fleet_tag(c.fleet)) && cloud.listed(fake.listed_from, now))
        return Reply{fake.machine};
    }
    return Reply{Absent{}};
  }

 private:
  template <class Object>
  static Outcome look(const Object* found) {
    return found ? Reply{*found} : Reply{Absent{}};
  }
  template <class Objects>
  static Outcome by_name(const Objects& objects, const std::string& name) {
    for (const auto& [id, there] : objects) {
      if (there.name == name) return Reply{there};
    }
    return Reply{Absent{}};
  }
  Outcome tag(const MachineId& id, const std::vector<std::string>& tags) const {
    auto* found = machine(id);
    if (!found) return gone();
    for (const auto& one : tags) {
      if (!cloud.tags_.count(one)) return gone();
      if (std::find(found->tags.begin(), found->tags.end(), one) == found->tags.end())
        found->tags.push_back(one);
    }
    std::sort(found->tags.begin(), found->tags.end());
    slot_by_tag(*found);
    return done();
  }
  Outcome untag(const MachineId& id, const std::vector<std::string>& tags) const {
    auto* found = machine(id);
    if (!found) return gone();
    for (const auto& one : tags)
      found->tags.erase(std::remove(found->tags.begin(), found->tags.end(), one), found->tags.end());
    slot_by_tag(*found);
    return done();
  }
  static void slot_by_tag(Volume& volume) {
    std::sort(volume.tags.begin(), volume.tags.end());
    const auto owned = read_ownership(volume.tags);
    volume.slot = owned.volume ? *owned.volume : VolumeSlot{};
    volume.made_by = owned.change;
  }
  static void slot_by_tag(Machine& machine) {
    const auto slot = read_ownership(machine.tags).slot;
    machine.slot = slot ? *slot : Slot{};
  }
};

Result<Reply> FakeCloud::perform(const Operation& operation, Instant now) {
  advance_to(now);
  return std::visit(FakeCalls{*this, now}, operation);
}

}  // namespace muster::testing
