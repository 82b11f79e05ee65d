#include "reconciler/core/plan/diff/claims.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/core/fleet/bill/strays.hpp"
#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster {
namespace {

/// Whether a change concerns an object without its tag, and does not restore it.
struct TouchesUntagged {
  const FleetName& fleet;
  const ActualState& actual;

  bool is_untagged(const Slot& slot) const {
    const auto machine = actual.machines.find(slot);
    return machine != actual.machines.end() && actual.untagged.machines.contains(machine->second.id);
  }
  bool is_untagged(const VolumeSlot& slot) const {
    const auto volume = actual.volumes.find(slot);
    return is_untagged(slot.machine) ||
           (volume != actual.volumes.end() && actual.untagged.volumes.contains(volume->second.id));
  }
  /// Another fleet may have taken it over: then its tags are not ours to set.
  bool is_elsewhere(const Slot& slot) const {
    const auto owner = read_ownership(actual.machines.at(slot).tags).fleet;
    return owner && *owner != fleet;
  }

  bool operator()(const TagMachine& e) const { return is_untagged(e.slot) && is_elsewhere(e.slot); }
  bool operator()(const JoinBalancer& e) const { return is_untagged(e.machine); }
  bool operator()(const LeaveBalancer& e) const { return is_untagged(e.machine); }
  bool operator()(const DestroyBalancer& e) const { return actual.untagged.balancers.contains(e.id); }
  bool operator()(const DestroyFirewall& e) const { return actual.untagged.firewalls.contains(e.id); }
  bool operator()(const UpdateBalancer&) const { return false; }
  bool operator()(const CreateBalancer&) const { return false; }
  bool operator()(const CreateNetwork&) const { return false; }
  bool operator()(const CreateFirewall&) const { return false; }
  bool operator()(const UpdateFirewall&) const { return false; }
  template <class OfSlot>
  bool operator()(const OfSlot& e) const {
    return is_untagged(e.slot);
  }
};

/// Returns the network that a change uses; "" for none.
struct NetworkOf {
  std::string operator()(const CreateMachine& e) const { return e.spec.network; }
  std::string operator()(const ReplaceMachine& e) const { return e.to.network; }
  std::string operator()(const CreateBalancer& e) const { return e.spec.network; }
  template <class Other>
  std::string operator()(const Other&) const {
    return "";
  }
};

/// The name that a change requests from the cloud, and the scope in which it must be free.
struct NameOf {
  const FleetName& fleet;
  ObjectKind kind = ObjectKind::machine;
  std::string name{};
  Region region{};

  void operator()(const CreateVolume& e) {
    kind = ObjectKind::volume;
    name = volume_name(fleet, e.slot);
    region = e.spec.region;
  }
  void operator()(const CreateFirewall& e) {
    kind = ObjectKind::firewall;
    name = firewall_name(fleet, e.pool);
  }
  template <class Other>
  void operator()(const Other&) {}
};

const HeldName* holder_of(const NameOf& wanted, const ActualState& actual) {
  const auto found =
      std::find_if(actual.held_names.begin(), actual.held_names.end(), [&](const HeldName& held) {
        const bool there = held.region.empty() || wanted.region.empty() || held.region == wanted.region;
        return held.kind == wanted.kind && held.name == wanted.name && there;
      });
  return found == actual.held_names.end() ? nullptr : &*found;
}

bool lives_in(const Network& network, const ActualState& actual) {
  return std::any_of(actual.machines.begin(), actual.machines.end(),
                     [&](const auto& entry) { return entry.second.network == network.id.value; });
}

}  // namespace

void leave_untagged_alone(const Fleet& fleet, const ActualState& actual, std::vector<Change>& changes) {
  if (actual.untagged == Untagged{}) return;
  const TouchesUntagged fingerprint{fleet.name, actual};
  std::erase_if(changes, [&](const Change& change) { return std::visit(fingerprint, change.effect); });
}

std::string network_difference(const Fleet& fleet, const ActualState& actual) {
  if (!fleet.network || !actual.network) return "";
  const auto& declared = *fleet.network;
  const auto& there = *actual.network;
  std::vector<std::string> is;
  std::vector<std::string> should;
  if (!declared.ip_range.empty() && there.ip_range != declared.ip_range) {
    is.push_back(there.ip_range);
    should.push_back(declared.ip_range);
  }
  if (!declared.region.empty() && there.region != declared.region) {
    is.push_back("in " + there.region.value);
    should.push_back("in " + declared.region.value);
  }
  if (is.empty()) return "";
  return fmt::format("network {} (id {}) is {}, declared is {}", there.name, there.id.value,
                     fmt::join(is, " and "), fmt::join(should, " and "));
}

std::vector<std::string> claims_against(const Fleet& fleet, const ActualState& actual,
                                        const std::vector<Change>& changes) {
  std::vector<std::string> claims;
  const auto differs = network_difference(fleet, actual);
  // If the fleet uses it already, one more machine changes nothing; a warning is sufficient.
  const bool ours = actual.network && (actual.network_is_known || lives_in(*actual.network, actual));
  const bool enters = std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
    return !std::visit(NetworkOf{}, change.effect).empty();
  });
  if (!differs.empty() && !ours && enters) {
    claims.push_back(differs +
                     ": it is somebody else's, and a machine cannot leave the network that it was made in; "
                     "declare a network of another name, or declare this one as it is");
  }
  for (const auto& change : changes) {
    NameOf wanted{fleet.name};
    std::visit(wanted, change.effect);
    const auto* held = wanted.name.empty() ? nullptr : holder_of(wanted, actual);
    if (!held) continue;
    claims.push_back(
        fmt::format("{} cannot be made: {} {} (id {}) has that name and does not belong to this "
                    "fleet ({}); rename or remove it first",
                    change.address, word_for(held->kind, false), held->name, held->id, held->owner));
  }
  return claims;
}

std::vector<std::string> doubts_about_the_name(const ActualState& actual,
                                               const std::vector<Change>& changes) {
  std::vector<std::string> doubts;
  const bool makes = std::any_of(changes.begin(), changes.end(), [](const Change& change) {
    return std::holds_alternative<CreateMachine>(change.effect);
  });
  if (!makes) return doubts;
  for (const auto& other : actual.other_fleets) {
    if (other.pools.empty()) continue;
    std::vector<std::string> pools;
    for (const auto& pool : other.pools) pools.push_back(pool.value);
    doubts.push_back(
        fmt::format("fleet {0} has {1} {2} in {3} of the same name ({4}), and fleet {5} has none: if {5} is "
                    "a new name for it, its {2} would run on and bill beside new ones; give the fleet its "
                    "old name back, or under the old name tear it down (muster destroy) or release its "
                    "machines, and adopt them under the new one",
                    other.name.value, other.machines, other.machines == 1 ? "machine" : "machines",
                    pools.size() == 1 ? "a pool" : "pools", fmt::join(pools, ", "), actual.fleet.value));
  }
  return doubts;
}

}  // namespace muster
