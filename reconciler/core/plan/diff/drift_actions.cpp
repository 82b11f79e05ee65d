#include "reconciler/core/plan/diff/drift_actions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster {
namespace {

/// Finds the reaction to the drift of one fleet in the changes of its plan.
class DriftExplainer {
 public:
  DriftExplainer(const Fleet& fleet, const DesiredState& desired, const PriceList& prices,
                 std::vector<Change>& changes)
      : fleet_(fleet), desired_(desired), prices_(prices) {
    for (auto& change : changes) by_address_[change.address] = &change;
  }

  void answer(Drift& drift) {
    drift_ = &drift;
    const auto dot = drift.address.find('.');
    const std::string_view type(drift.address.data(), dot);
    const auto name = drift.address.substr(dot + 1);
    for (auto& attribute : drift.attributes) {
      attribute_ = &attribute;
      if (type == "machine") machine(name);
      if (type == "volume") volume(name);
      if (type == "load_balancer") balancer(name);
      if (type == "firewall") firewall(name);
      if (type == "network") network(name);
    }
  }

 private:
  template <class E>
  const E* effect(const std::string& address) {
    const auto found = by_address_.find(address);
    if (found == by_address_.end()) return nullptr;
    change_ = found->second;
    return std::get_if<E>(&found->second->effect);
  }

  void set_action(DriftAction answer, std::string text) {
    attribute_->answer = answer;
    attribute_->message = std::move(text);
  }
  void keep(std::string text) { set_action(DriftAction::keeps, std::move(text)); }
  void ask(std::string text) { set_action(DriftAction::needs_person, std::move(text)); }
  /// The change found last sets the value, which is the earlier one if the object is created again unchanged.
  void change(std::string text) { set_action(DriftAction::changes, std::move(text)); }
  void put_back(std::string text) {
    set_action(DriftAction::puts_back, std::move(text));
    blame(*change_);
  }

  /// The drift is the reason for the change: its causes contain it. It replaces a cause of the declaration
  /// and precedes the cause of a policy.
  void blame(Change& made) {
    if (!made.because.empty() && made.because.front().rule == kDriftRule) return;
    std::erase_if(made.because, [](const Cause& cause) { return cause.policy.empty(); });
    Cause cause;
    cause.rule = kDriftRule;
    cause.at = place_of(made);
    cause.message = sentence();
    made.because.insert(made.because.begin(), std::move(cause));
  }

  std::string sentence() const {
    const auto& a = *attribute_;
    if (drift_->action == Action::destroy) return drift_->address + " is gone";
    if (!a.is) return fmt::format("{} lost {}", drift_->address, a.name);
    if (!a.was) return fmt::format("{} has a new {}", drift_->address, a.name);
    return fmt::format("{}: {} was {} and is {}", drift_->address, a.name, *a.was, *a.is);
  }

  SourceMark place_of(const Change& made) const {
    const auto name = name_of(made.effect);
    const auto* pool = fleet_.find_pool(PoolName(name.substr(0, name.find('/'))));
    return pool ? pool->at : fleet_.at;
  }

  bool gone() const { return drift_->action == Action::destroy; }
  bool appeared() const { return drift_->action == Action::create; }

  std::string a_month(const std::string& size) const {
    return format_money(prices_.of_size(SizeName(size)).monthly);
  }

  void machine(const std::string& name) {
    if (name.starts_with("stray:")) {
      const auto id = name.substr(name.find(':') + 1);
      return ask(
          fmt::format("costs money and fills no slot. To adopt it: muster adopt machine {} --as POOL/N", id));
    }
    const auto address = "machine." + name;
    if (const auto* e = effect<DestroyMachine>(address)) {
      return appeared() ? change("destroyed: no rule needs it") : change("destroyed as id " + e->id.value);
    }
    if (const auto* e = effect<ReplaceMachine>(address)) return change("replaced: " + e->reason);
    if (gone() || attribute_->name == "slot") return machine_lost(name, address);
    if (appeared()) return keep("counted as " + name + " from now on");
    if (attribute_->name == "size") return machine_size(address);
    if (attribute_->name == "status") return machine_power(address);
    if (attribute_->name == "disk") return keep("disks do not shrink");
    if (attribute_->name == "id") return keep("the machine that has the slot now counts as " + name);
    if (attribute_->name.starts_with("tags.")) return tag(name, attribute_->name.substr(5));
    keep("muster does not compare names");
  }

  void machine_lost(const std::string& name, const std::string& address) {
    const bool lost_its_slot = !gone();
    if (const auto* e = effect<CreateMachine>(address)) {
      if (lost_its_slot) {
        return ask(fmt::format(
            "muster makes a new {}; the old one stays and costs money: adopt or destroy it", name));
      }
      const bool evenly_spread = attribute_->name != "size" || attribute_->was == e->spec.size.value;
      put_back(evenly_spread ? "made anew" : "made anew as " + e->spec.size.value);
      if (!evenly_spread) attribute_->answer = DriftAction::changes;
      return;
    }
    const auto slot = parse_slot(name);
    const bool wanted = slot && desired_.machines.contains(*slot);
    keep(wanted ? "held back: muster could not read the whole cloud" : "its pool does not need it");
  }

  void machine_size(const std::string& address) {
    const auto* e = effect<ResizeMachine>(address);
    if (!e) return keep("no rule requests another size");
    if (e->to.value == attribute_->was) return put_back("resized back");
    change("resized to " + e->to.value);
  }

  void machine_power(const std::string& address) {
    if (attribute_->is == "running") return keep("it should be running");
    if (effect<StartMachine>(address)) return put_back("switched on again");
    if (effect<ResizeMachine>(address)) return put_back("comes back with its resize");
    ask("stays off");
  }

  void tag(const std::string& name, const std::string& tag) {
    if (!attribute_->was) return keep("undeclared tags are not muster's");
    const auto* e = effect<TagMachine>("machine_tags." + name);
    const bool again = e && std::any_of(e->add.begin(), e->add.end(),
                                        [&](const std::string& added) { return same(added, tag); });
    if (again) return put_back("restored");
    if (tag == fleet_tag(fleet_.name))
      return ask(
          "it no longer has a tag of the fleet, and muster does not change it. To restore the tag: muster "
          "adopt machine");
    keep("it is not declared");
  }

  static bool same(std::string_view a, std::string_view lower) {
    return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) {
      return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
    });
  }

  void volume(const std::string& name) {
    const auto address = "volume." + name;
    if (gone()) {
      if (effect<CreateVolume>(address)) {
        put_back("made anew, empty: its data is lost");
        attribute_->answer = DriftAction::changes;
        if (effect<AttachVolume>("volume_attachment." + name)) blame(*change_);
        return;
      }
      return keep("no rule needs it");
    }
    if (const auto* e = effect<DestroyVolume>(address))
      return change(e->snapshot ? "destroyed after a snapshot" : "destroyed with its data");
    if (appeared()) return keep("counted as " + name + " from now on");
    if (attribute_->name == "size") {
      if (const auto* e = effect<GrowVolume>(address))
        return change(fmt::format("grown to {} GiB", e->to_gib));
      return keep("volumes never shrink");
    }
    if (attribute_->name == "attached_to") {
      const bool again = effect<AttachVolume>("volume_attachment." + name) != nullptr;
      if (again) return put_back("attached again");
      // Machines of the fleet are named by their slots.
      if (attribute_->is && attribute_->is->starts_with("machine "))
        return ask("stays on " + *attribute_->is + ", which is not the fleet's");
      return keep("its machine is not needed, or is elsewhere");
    }
    if (attribute_->name == "id") return keep("the volume that has the slot now counts as " + name);
    const bool unclaimed = attribute_->name == "tags." + fleet_tag(fleet_.name) && !attribute_->is;
    if (unclaimed)
      return ask(
          "it no longer has a tag of the fleet, and muster does not change it. To restore the tag: muster "
          "adopt volume");
    keep("muster does not compare tags of volumes");
  }

  void balancer(const std::string& name) {
    const auto address = "load_balancer." + name;
    if (gone()) {
      if (effect<CreateBalancer>(address)) return put_back("made anew, with another address");
      return keep("its pool no longer needs it");
    }
    if (effect<DestroyBalancer>(address)) return change("destroyed: its pool needs none");
    if (appeared()) return keep("counted as " + name + " from now on");
    if (attribute_->name == "members") return members(name);
    if (attribute_->name == "id") return keep("the one that is there now counts as " + name);
    const bool untagged = attribute_->name == "tag";
    if (effect<UpdateBalancer>(address))
      return put_back(untagged ? "no longer has its tag: restored" : "set back as declared");
    if (untagged) return ask("no longer has its tag: new machines do not join by themselves");
    keep("it is as declared now");
  }

  void members(const std::string& name) {
    const auto prefix = "load_balancer_member." + name + ":";
    int joined = 0;
    for (auto at = by_address_.lower_bound(prefix); at != by_address_.end() && at->first.starts_with(prefix);
         ++at) {
      change_ = at->second;
      if (!std::holds_alternative<JoinBalancer>(change_->effect)) continue;
      put_back("added again");
      ++joined;
    }
    if (joined == 0) keep("every machine of the pool is a member");
  }

  void firewall(const std::string& pool) {
    const auto address = "firewall." + pool;
    if (effect<CreateFirewall>(address)) return put_back("made anew");
    const bool untagged = attribute_->name == "tag";
    if (effect<UpdateFirewall>(address))
      return put_back(untagged ? "no longer has its tag: restored on its pool" : "set back as declared");
    if (attribute_->name == "name") return keep("muster does not compare names");
    if (effect<DestroyFirewall>(address)) return change("destroyed: the pool declares no rules");
    keep(gone() ? "the pool declares no rules" : "it is as declared now");
  }

  void network(const std::string& name) {
    if (effect<CreateNetwork>("network." + name)) return put_back("made anew");
    if (attribute_->name == "name")
      return ask("muster identifies it by its id; restore its name, or declare the new one");
    ask("machines of the old network cannot be moved to it");
  }

  const Fleet& fleet_;
  const DesiredState& desired_;
  const PriceList& prices_;
  std::map<std::string, Change*> by_address_;
  Drift* drift_ = nullptr;
  DriftedAttribute* attribute_ = nullptr;
  Change* change_ = nullptr;
};

struct NameObjects {
  ObjectNames& names;

  void balancer(const BalancerSlot& slot) const {
    names.balancers.insert(slot);
    names.firewalls.insert(slot.pool);  // Its rules name balancers by their ids.
  }
  void operator()(const CreateNetwork&) const { names.network = true; }
  void operator()(const CreateFirewall& e) const { names.firewalls.insert(e.pool); }
  void operator()(const UpdateFirewall& e) const { names.firewalls.insert(e.pool); }
  void operator()(const DestroyFirewall& e) const { names.firewalls.insert(e.pool); }
  void operator()(const CreateBalancer& e) const { balancer(e.slot); }
  void operator()(const UpdateBalancer& e) const { balancer(e.slot); }
  void operator()(const DestroyBalancer& e) const { balancer(e.slot); }
  void operator()(const JoinBalancer& e) const {
    balancer(e.balancer);
    names.slots.insert(e.machine);
  }
  void operator()(const LeaveBalancer& e) const {
    balancer(e.balancer);
    names.slots.insert(e.machine);
  }
  void about(const Slot& slot) const { names.slots.insert(slot); }
  void about(const VolumeSlot& slot) const { names.slots.insert(slot.machine); }
  template <class OfSlot>
  void operator()(const OfSlot& e) const {
    about(e.slot);
  }
};

}  // namespace

void set_drift_actions(std::vector<Drift>& drift, const Fleet& fleet, const DesiredState& desired,
                       const PriceList& prices, std::vector<Change>& changes) {
  if (drift.empty()) return;
  DriftExplainer answerer(fleet, desired, prices, changes);
  for (auto& one : drift) answerer.answer(one);
}

ObjectNames names_of(const std::vector<const Change*>& changes) {
  ObjectNames names;
  for (const auto* change : changes) std::visit(NameObjects{names}, change->effect);
  return names;
}

}  // namespace muster
