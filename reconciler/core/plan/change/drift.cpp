#include "reconciler/core/plan/change/drift.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "reconciler/core/base/gib.hpp"
#include "reconciler/core/base/lower_case.hpp"
#include "reconciler/core/fleet/state/unreadable.hpp"
#include "reconciler/core/plan/change/address.hpp"
#include "reconciler/core/plan/change/describe_network.hpp"

namespace muster {
namespace {

using Text = std::optional<std::string>;

/// Significant tags: load balancers list their members themselves, and a change tag is history. Clouds keep
/// the case of a tag's first use.
std::set<std::string> significant_tags(const std::vector<std::string>& tags) {
  std::set<std::string> telling;
  for (const auto& reported : tags) {
    auto tag = lower_case(reported);
    if (tag.starts_with("muster-lb:") || tag.starts_with("muster-change:")) continue;
    telling.insert(std::move(tag));
  }
  return telling;
}

/// Collects the attributes of one object.
class Differences {
 public:
  void compare(std::string name, Text was, Text is) {
    if (was != is)
      list_.push_back({.name = std::move(name),
                       .was = std::move(was),
                       .is = std::move(is),
                       .answer = DriftAction::keeps,
                       .message = {}});
  }
  void compare_tags(const std::vector<std::string>& was, const std::vector<std::string>& is) {
    if (was == is) return;
    const auto before = significant_tags(was);
    const auto after = significant_tags(is);
    for (const auto& tag : before) {
      if (!after.contains(tag)) compare("tags." + tag, "set", std::nullopt);
    }
    for (const auto& tag : after) {
      if (!before.contains(tag)) compare("tags." + tag, std::nullopt, "set");
    }
  }
  std::vector<DriftedAttribute> take() && { return std::move(list_); }

 private:
  std::vector<DriftedAttribute> list_;
};

/// Compares the last applied with the actual state.
class DriftFinder {
 public:
  DriftFinder(const LastAppliedState& left, const ActualState& actual)
      : left_(left), was_(left.state), is_(actual) {
    for (const auto& [slot, machine] : is_.machines) now_at_[machine.id] = to_string(slot);
    for (const auto& stray : is_.strays) now_at_[stray.id] = "none";
    for (const auto& [slot, machine] : was_.machines) known_.insert(machine.id);
    for (const auto& stray : was_.strays) known_.insert(stray.id);
  }

  std::vector<Drift> finish() {
    machines();
    strays();
    volumes();
    balancers();
    firewalls();
    network();
    std::sort(found_.begin(), found_.end(),
              [](const Drift& a, const Drift& b) { return address_before(a.address, b.address); });
    return std::move(found_);
  }

 private:
  void add(std::string address, Action action, Differences differences) {
    auto attributes = std::move(differences).take();
    if (!attributes.empty()) found_.push_back({std::move(address), action, std::move(attributes)});
  }

  // --- Machines.

  /// The present slot of a machine; "none" if it has lost its slot; nullopt if it does not exist.
  Text whereabouts(const MachineId& id) const {
    const auto found = now_at_.find(id);
    return found == now_at_.end() ? std::nullopt : Text(found->second);
  }
  bool was_known(const MachineId& id) const { return known_.contains(id); }
  /// Whether the slot of an object is omitted, because muster itself worked on it.
  bool busy(const Slot& slot) const { return left_.touched_objects.slots.contains(slot); }

  void machines() {
    for (const auto& [slot, was] : was_.machines) {
      if (busy(slot)) continue;
      const auto now = is_.machines.find(slot);
      if (now != is_.machines.end() && now->second.id == was.id) {
        machine_changed(was, now->second);
      } else {
        machine_moved(was, now == is_.machines.end() ? nullptr : &now->second);
      }
    }
    for (const auto& [slot, machine] : is_.machines) {
      if (busy(slot) || was_.machines.contains(slot) || !machine.made_by.empty() || was_known(machine.id))
        continue;
      appeared("machine." + to_string(slot), machine);
    }
  }

  void machine_changed(const Machine& was, const Machine& is) {
    Differences d;
    d.compare("size", was.size.value, is.size.value);
    if (was.disk_gib > 0 && is.disk_gib > 0)
      d.compare("disk", format_gib(was.disk_gib), format_gib(is.disk_gib));
    d.compare("name", was.name, is.name);
    // A boot is temporary, and a busy machine is about to change.
    const auto settled = [](const Machine& m) {
      return m.status == MachineStatus::off || m.status == MachineStatus::running;
    };
    const auto power = [](const Machine& m) { return m.status == MachineStatus::off ? "off" : "running"; };
    // A running machine is correct, also where others started it.
    if (settled(is) && !is.busy && is.status == MachineStatus::off)
      d.compare("status", power(was), power(is));
    d.compare_tags(was.tags, is.tags);
    add("machine." + to_string(was.slot), Action::update, std::move(d));
  }

  void machine_moved(const Machine& was, const Machine* holder) {
    Differences d;
    const auto address = "machine." + to_string(was.slot);
    if (const auto slot = whereabouts(was.id)) {
      d.compare("slot", to_string(was.slot), slot);
      return add(address, Action::update, std::move(d));
    }
    if (!is_.complete()) return;  // An object that is missing from a truncated listing may exist.
    d.compare("id", was.id.value, holder ? Text(holder->id.value) : std::nullopt);
    d.compare("size", was.size.value, holder ? Text(holder->size.value) : std::nullopt);
    add(address, holder ? Action::update : Action::destroy, std::move(d));
  }

  void appeared(std::string address, const Machine& machine) {
    Differences d;
    d.compare("id", std::nullopt, machine.id.value);
    d.compare("size", std::nullopt, machine.size.value);
    d.compare("name", std::nullopt, machine.name);
    add(std::move(address), Action::create, std::move(d));
  }

  void strays() {
    for (const auto& stray : is_.strays) {
      if (!stray.made_by.empty() || was_known(stray.id)) continue;
      appeared("machine.stray:" + stray.id.value, stray);
    }
  }

  // --- Volumes.

  /// Describes the machine of a volume.
  static std::string holder(const std::optional<MachineId>& on, const ActualState& state) {
    if (!on) return "nothing";
    for (const auto& [slot, machine] : state.machines) {
      if (machine.id == *on) return to_string(slot);
    }
    return "machine " + on->value;
  }
  /// Whether it is attached to its own machine, by muster or by others.
  bool at_home(const Volume& volume) const {
    const auto machine = is_.machines.find(volume.slot.machine);
    return volume.attached_to && machine != is_.machines.end() && machine->second.id == *volume.attached_to;
  }
  bool is_there(const MachineId& id) const { return whereabouts(id).has_value(); }

  void volumes() {
    for (const auto& [slot, was] : was_.volumes) {
      if (busy(slot.machine)) continue;
      Differences d;
      const auto address = "volume." + to_string(slot);
      const auto now = is_.volumes.find(slot);
      if (now == is_.volumes.end()) {
        if (!is_.complete() || is_unreadable_id(is_, ObjectKind::volume, was.id.value)) continue;
        d.compare("id", was.id.value, std::nullopt);
        d.compare("size", format_gib(was.size_gib), std::nullopt);
        add(address, Action::destroy, std::move(d));
        continue;
      }
      const auto& is = now->second;
      d.compare("id", was.id.value, is.id.value);
      d.compare("size", format_gib(was.size_gib), format_gib(is.size_gib));
      const bool freed_by_loss = was.attached_to && !is.attached_to && !is_there(*was.attached_to);
      if (was.attached_to != is.attached_to && !freed_by_loss && !at_home(is))
        d.compare("attached_to", holder(was.attached_to, was_), holder(is.attached_to, is_));
      d.compare_tags(was.tags, is.tags);
      add(address, Action::update, std::move(d));
    }
    for (const auto& [slot, is] : is_.volumes) {
      if (busy(slot.machine) || was_.volumes.contains(slot) || !is.made_by.empty()) continue;
      Differences d;
      d.compare("id", std::nullopt, is.id.value);
      d.compare("size", std::nullopt, format_gib(is.size_gib));
      add("volume." + to_string(slot), Action::create, std::move(d));
    }
  }

  // --- Balancers, firewalls, network.

  /// Members by slot; members of unknown state are in neither list.
  std::set<std::string> members(const LoadBalancer& balancer, const ActualState& state,
                                const ActualState& other) const {
    std::set<std::string> names;
    for (const auto& [slot, machine] : state.machines) {
      const auto there = other.machines.find(slot);
      if (busy(slot) || there == other.machines.end() || there->second.id != machine.id) continue;
      if (std::find(balancer.members.begin(), balancer.members.end(), machine.id) != balancer.members.end())
        names.insert(to_string(slot));
    }
    return names;
  }

  /// The one tag that selects its machines.
  static void compare_tag(Differences& d, bool is_gone) {
    if (is_gone) d.compare("tag", "set", std::nullopt);
  }

  static std::string joined(const std::set<std::string>& names) {
    return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
  }

  void balancers() {
    for (const auto& [slot, was] : was_.balancers) {
      if (left_.touched_objects.balancers.contains(slot)) continue;
      Differences d;
      const auto address = "load_balancer." + to_string(slot);
      const auto now = is_.balancers.find(slot);
      if (now == is_.balancers.end()) {
        if (!is_.complete() || is_unreadable_id(is_, ObjectKind::balancer, was.id.value)) continue;
        d.compare("id", was.id.value, std::nullopt);
        add(address, Action::destroy, std::move(d));
        continue;
      }
      const auto& is = now->second;
      d.compare("id", was.id.value, is.id.value);
      compare_tag(d, is_.untagged.balancers.contains(is.id));
      d.compare("forwarding", described(was.forwarding), described(is.forwarding));
      d.compare("health", described(was.health), described(is.health));
      const auto before = members(was, was_, is_);
      const auto after = members(is, is_, was_);
      // Members are the pool's own machines: one more is as it should be.
      if (!std::includes(after.begin(), after.end(), before.begin(), before.end()))
        d.compare("members", joined(before), joined(after));
      add(address, Action::update, std::move(d));
    }
    for (const auto& [slot, is] : is_.balancers) {
      if (left_.touched_objects.balancers.contains(slot) || was_.balancers.contains(slot)) continue;
      Differences d;
      d.compare("id", std::nullopt, is.id.value);
      add("load_balancer." + to_string(slot), Action::create, std::move(d));
    }
  }

  /// The rules for comparison. The ids of load balancers that could not be seen mean nothing.
  std::string rules_of(const Firewall& firewall) const {
    auto rules = firewall.inbound;
    if (is_.complete()) return described(std::move(rules));
    for (auto& rule : rules) {
      std::erase_if(rule.sources, is_balancer_source);
    }
    std::erase_if(rules, [](const FirewallRule& rule) { return rule.sources.empty(); });
    return described(std::move(rules));
  }

  void firewalls() {
    for (const auto& [pool, was] : was_.firewalls) {
      if (left_.touched_objects.firewalls.contains(pool)) continue;
      Differences d;
      const auto address = "firewall." + pool.value;
      const auto now = is_.firewalls.find(pool);
      if (now == is_.firewalls.end()) {
        if (!is_.complete() || is_unreadable_id(is_, ObjectKind::firewall, was.id.value)) continue;
        d.compare("id", was.id.value, std::nullopt);
        add(address, Action::destroy, std::move(d));
        continue;
      }
      d.compare("id", was.id.value, now->second.id.value);
      compare_tag(d, is_.untagged.firewalls.contains(now->second.id));
      d.compare("name", was.name, now->second.name);
      d.compare("inbound", rules_of(was), rules_of(now->second));
      add(address, Action::update, std::move(d));
    }
    for (const auto& [pool, is] : is_.firewalls) {
      if (left_.touched_objects.firewalls.contains(pool) || was_.firewalls.contains(pool)) continue;
      Differences d;
      d.compare("id", std::nullopt, is.id.value);
      d.compare("inbound", std::nullopt, described(is.inbound));
      add("firewall." + pool.value, Action::create, std::move(d));
    }
  }

  void network() {
    if (left_.touched_objects.network || !was_.network) return;
    if (!is_.network && !is_.complete()) return;
    Differences d;
    d.compare("id", was_.network->id.value, is_.network ? Text(is_.network->id.value) : std::nullopt);
    if (is_.network) d.compare("name", was_.network->name, is_.network->name);
    add("network." + was_.network->name, is_.network ? Action::update : Action::destroy, std::move(d));
  }

  const LastAppliedState& left_;
  const ActualState& was_;
  const ActualState& is_;
  std::map<MachineId, std::string> now_at_;
  std::set<MachineId> known_;
  std::vector<Drift> found_;
};

}  // namespace

std::vector<Drift> find_drift(const LastAppliedState& left, const ActualState& actual) {
  return DriftFinder(left, actual).finish();
}

}  // namespace muster
