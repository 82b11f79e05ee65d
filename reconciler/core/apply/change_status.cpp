#include "reconciler/core/apply/change_status.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/base/find_in.hpp"
#include "reconciler/core/base/gib.hpp"

namespace muster {
namespace {

std::string shape(const Machine& machine) {
  return fmt::format("{} in {}", machine.size.value, machine.region.value);
}
std::string openings(const std::vector<FirewallRule>& rules) {
  return fmt::format("{} rules", rules.size());
}
std::string place(const std::optional<MachineId>& machine) {
  return machine ? "attached to " + machine->value : "not attached";
}

constexpr const char* kNothing = "nothing";

/// Checks the fields that the change affects, not the whole object: another change of the same plan may have
/// tagged the machine or attached a volume before an apply was interrupted.
struct Judge {
  using State = ChangeStatus::State;

  const Change& change;
  const ActualState& actual;

  ChangeStatus is(State state, std::string object_id = {}) const {
    return {state, change.id, change.address, std::move(object_id), {}, {}, {}};
  }
  ChangeStatus moved(std::string then, std::string now, std::string planned) const {
    auto standing = is(State::moved);
    standing.then = std::move(then);
    standing.now = std::move(now);
    standing.planned = std::move(planned);
    return standing;
  }
  /// An object that is missing from a truncated listing may exist.
  ChangeStatus gone_as_wanted() const { return is(actual.complete() ? State::at_target : State::as_planned); }
  ChangeStatus gone(std::string then, std::string planned) const {
    if (!actual.complete()) return is(State::as_planned);
    return moved(std::move(then), kNothing, std::move(planned));
  }
  const Machine* stray_of_this() const {
    const auto found = std::find_if(actual.strays.begin(), actual.strays.end(),
                                    [&](const Machine& machine) { return machine.made_by == change.id; });
    return found == actual.strays.end() ? nullptr : &*found;
  }

  ChangeStatus operator()(const CreateNetwork& e) const {
    if (!actual.network) return is(State::as_planned);
    if (actual.network->name == e.spec.name) return is(State::at_target, actual.network->id.value);
    return moved(kNothing, "network " + actual.network->name, "network " + e.spec.name);
  }

  ChangeStatus operator()(const CreateFirewall& e) const {
    const auto* firewall = find_in(actual.firewalls, e.pool);
    if (!firewall) return is(State::as_planned);
    if (firewall->inbound == e.inbound) return is(State::at_target, firewall->id.value);
    return moved(kNothing, openings(firewall->inbound), openings(e.inbound));
  }
  ChangeStatus operator()(const UpdateFirewall& e) const {
    const auto* firewall = find_in(actual.firewalls, e.pool);
    if (!firewall) return gone(openings(e.from), openings(e.to));
    // From and to are equal if only the load balancers behind the word differ: then the change is still to be
    // done.
    if (firewall->inbound == e.from) return is(State::as_planned);
    if (actual.untagged.firewalls.contains(firewall->id)) return is(State::as_planned);
    if (firewall->inbound == e.to) return is(State::at_target, firewall->id.value);
    return moved(openings(e.from), "other " + openings(firewall->inbound), openings(e.to));
  }
  ChangeStatus operator()(const DestroyFirewall& e) const {
    return find_in(actual.firewalls, e.pool) ? is(State::as_planned) : gone_as_wanted();
  }

  ChangeStatus operator()(const CreateMachine& e) const {
    const auto* machine = find_in(actual.machines, e.slot);
    if (!machine) return is(State::as_planned);
    const bool ready = machine->status == MachineStatus::running;
    if (machine->made_by == change.id) return is(ready ? State::at_target : State::begun, machine->id.value);
    if (ready && machine->size == e.spec.size && machine->region == e.spec.region)
      return is(State::at_target, machine->id.value);
    return moved(kNothing, shape(*machine), fmt::format("{} in {}", e.spec.size.value, e.spec.region.value));
  }
  ChangeStatus operator()(const ResizeMachine& e) const {
    const auto* machine = find_in(actual.machines, e.slot);
    if (!machine) return gone("size " + e.from.value, "size " + e.to.value);
    if (machine->id != e.id)
      return moved("machine " + e.id.value, "machine " + machine->id.value, "size " + e.to.value);
    const bool off = machine->status == MachineStatus::off;
    if (machine->size == e.to) return is(off ? State::begun : State::at_target, off ? "" : e.id.value);
    if (machine->size == e.from) return is(off ? State::begun : State::as_planned);
    return moved("size " + e.from.value, "size " + machine->size.value, "size " + e.to.value);
  }
  ChangeStatus operator()(const ReplaceMachine& e) const {
    const auto then = "machine " + e.old_id.value;
    const auto* machine = find_in(actual.machines, e.slot);
    if (stray_of_this()) return is(State::begun);
    if (!machine) return gone(then, "a new machine of " + e.to.size.value);
    if (machine->id == e.old_id) return is(State::as_planned);
    if (machine->made_by != change.id)
      return moved(then, "machine " + machine->id.value, "a new machine of " + e.to.size.value);
    const bool old_there = std::any_of(actual.strays.begin(), actual.strays.end(),
                                       [&](const Machine& stray) { return stray.id == e.old_id; });
    return old_there ? is(State::begun) : is(State::at_target, machine->id.value);
  }
  ChangeStatus operator()(const DestroyMachine& e) const {
    const auto* machine = find_in(actual.machines, e.slot);
    if (!machine) return gone_as_wanted();
    if (machine->id == e.id) return is(State::as_planned);
    return moved("machine " + e.id.value, "machine " + machine->id.value, kNothing);
  }
  ChangeStatus operator()(const TagMachine& e) const {
    const auto* machine = find_in(actual.machines, e.slot);
    if (!machine) return is(State::as_planned);
    const bool tagged = std::all_of(e.add.begin(), e.add.end(), [&](const std::string& tag) {
      return std::find(machine->tags.begin(), machine->tags.end(), tag) != machine->tags.end();
    });
    return tagged ? is(State::at_target, machine->id.value) : is(State::as_planned);
  }

  ChangeStatus operator()(const StartMachine& e) const {
    const auto* machine = find_in(actual.machines, e.slot);
    if (!machine) return gone("machine " + e.id.value + ", off", "running");
    if (machine->id != e.id) return moved("machine " + e.id.value, "machine " + machine->id.value, "running");
    return machine->status == MachineStatus::running ? is(State::at_target, e.id.value)
                                                     : is(State::as_planned);
  }
  // An object to adopt does not belong to the fleet yet, so the observation does not contain it.
  ChangeStatus operator()(const AdoptMachine& e) const {
    return adopted(find_in(actual.machines, e.slot), e);
  }
  ChangeStatus operator()(const AdoptVolume& e) const { return adopted(find_in(actual.volumes, e.slot), e); }
  ChangeStatus operator()(const ReleaseMachine& e) const {
    return released(find_in(actual.machines, e.slot), e);
  }
  ChangeStatus operator()(const ReleaseVolume& e) const {
    return released(find_in(actual.volumes, e.slot), e);
  }

  ChangeStatus operator()(const CreateVolume& e) const {
    const auto* volume = find_in(actual.volumes, e.slot);
    if (!volume) return is(State::as_planned);
    if (volume->size_gib == e.spec.size_gib && volume->region == e.spec.region)
      return is(State::at_target, volume->id.value);
    return moved(kNothing, format_gib(volume->size_gib), format_gib(e.spec.size_gib));
  }
  ChangeStatus operator()(const AttachVolume& e) const {
    const auto* volume = find_in(actual.volumes, e.slot);
    const auto* machine = find_in(actual.machines, e.slot.machine);
    if (!volume) return e.id ? gone("volume " + e.id->value, "attached") : is(State::as_planned);
    if (!volume->attached_to) return is(State::as_planned);
    if (machine && *volume->attached_to == machine->id) return is(State::at_target, volume->id.value);
    // It may be attached to a machine that this plan replaces or destroys first.
    return is(State::as_planned);
  }
  ChangeStatus operator()(const DetachVolume& e) const {
    const auto* volume = find_in(actual.volumes, e.slot);
    if (!volume) return gone_as_wanted();
    if (!volume->attached_to) return is(State::at_target, volume->id.value);
    if (*volume->attached_to == e.from) return is(State::as_planned);
    return moved(place(e.from), place(volume->attached_to), place(std::nullopt));
  }
  ChangeStatus operator()(const GrowVolume& e) const {
    const auto* volume = find_in(actual.volumes, e.slot);
    if (!volume) return gone(format_gib(e.from_gib), format_gib(e.to_gib));
    if (volume->size_gib == e.to_gib) return is(State::at_target, volume->id.value);
    if (volume->size_gib == e.from_gib) return is(State::as_planned);
    return moved(format_gib(e.from_gib), format_gib(volume->size_gib), format_gib(e.to_gib));
  }
  ChangeStatus operator()(const DestroyVolume& e) const {
    const auto* volume = find_in(actual.volumes, e.slot);
    if (!volume) return gone_as_wanted();
    if (volume->id == e.id) return is(State::as_planned);
    return moved("volume " + e.id.value, "volume " + volume->id.value, kNothing);
  }

  ChangeStatus operator()(const CreateBalancer& e) const {
    const auto* balancer = find_in(actual.balancers, e.slot);
    if (!balancer) return is(State::as_planned);
    return is(balancer->active ? State::at_target : State::begun, balancer->id.value);
  }
  ChangeStatus operator()(const UpdateBalancer& e) const {
    const auto* balancer = find_in(actual.balancers, e.slot);
    if (!balancer) return gone("load balancer " + e.id.value, "updated");
    const bool updated = balancer->forwarding == e.to.forwarding && balancer->health == e.to.health &&
                         !actual.untagged.balancers.contains(balancer->id);
    return updated ? is(State::at_target, balancer->id.value) : is(State::as_planned);
  }
  ChangeStatus operator()(const DestroyBalancer& e) const {
    return find_in(actual.balancers, e.slot) ? is(State::as_planned) : gone_as_wanted();
  }
  ChangeStatus operator()(const JoinBalancer& e) const {
    return is_member(e.balancer, e.machine) ? is(State::at_target) : is(State::as_planned);
  }
  ChangeStatus operator()(const LeaveBalancer& e) const {
    return is_member(e.balancer, e.machine) || !actual.complete() ? is(State::as_planned)
                                                                  : is(State::at_target);
  }

 private:
  template <class Object, class Adoption>
  ChangeStatus adopted(const Object* holder, const Adoption& e) const {
    if (!holder) return is(State::as_planned);
    if (holder->id == e.id) return is(lacks_tag(e.id) ? State::as_planned : State::at_target, e.id.value);
    return moved("a free slot", "id " + holder->id.value, "id " + e.id.value);
  }
  bool lacks_tag(const MachineId& id) const { return actual.untagged.machines.contains(id); }
  bool lacks_tag(const VolumeId& id) const { return actual.untagged.volumes.contains(id); }
  template <class Object, class Release>
  ChangeStatus released(const Object* holder, const Release& e) const {
    if (!holder) return gone_as_wanted();
    if (holder->id == e.id) return is(State::as_planned);
    return moved("id " + e.id.value, "id " + holder->id.value, kNothing);
  }
  bool is_member(const BalancerSlot& slot, const Slot& machine_slot) const {
    const auto* balancer = find_in(actual.balancers, slot);
    const auto* machine = find_in(actual.machines, machine_slot);
    return balancer && machine &&
           std::find(balancer->members.begin(), balancer->members.end(), machine->id) !=
               balancer->members.end();
  }
};

}  // namespace

ChangeStatus change_status_of(const Change& change, const ActualState& actual) {
  return std::visit(Judge{change, actual}, change.effect);
}

std::vector<ChangeStatus> stale_changes(const Plan& plan, const ActualState& actual) {
  std::vector<ChangeStatus> moved;
  for (const auto& change : plan.changes) {
    auto standing = change_status_of(change, actual);
    if (standing.state == ChangeStatus::State::moved) moved.push_back(std::move(standing));
  }
  return moved;
}

}  // namespace muster
