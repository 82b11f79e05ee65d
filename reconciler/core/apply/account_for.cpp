#include "reconciler/core/apply/account_for.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/core/fleet/state/unreadable.hpp"

namespace muster {
namespace {

/// Adds reads of the known objects that are not among `seen`.
template <class Look, class Id, class Place, class... Seen>
void add_missing(const std::map<Id, Place>& known, ObjectKind kind, const ActualState& state,
                 std::vector<Operation>& looks, const Seen&... seen) {
  std::set<Id> there;
  const auto note = [&](const auto& objects) {
    for (const auto& object : objects) {
      if constexpr (requires { object.second; })
        there.insert(object.second.id);
      else
        there.insert(object.id);
    }
  };
  (note(seen), ...);
  for (const auto& [id, place] : known) {
    // An unreadable object was listed: another look at it would be as unreadable.
    if (!there.contains(id) && !is_unreadable_id(state, kind, id.value)) looks.push_back(Look{id});
  }
}

/// Whether any of the objects is known.
template <class Id, class Place, class Seated, class Strays>
bool any_known(const std::map<Id, Place>& known, const Seated& seated, const Strays& strays) {
  return std::any_of(seated.begin(), seated.end(),
                     [&](const auto& entry) { return known.contains(entry.second.id); }) ||
         std::any_of(strays.begin(), strays.end(),
                     [&](const auto& stray) { return known.contains(stray.id); });
}

/// Takes one answer in.
class Account {
 public:
  Account(const KnownObjects& known, Instant now, ActualState& state)
      : known_(known), now_(now), state_(state) {}

  void take(const Operation& look, const Result<Reply>& answer) {
    what_ = named(look);
    if (!answer) return gap("could not be queried: " + answer.error().what);
    if (std::holds_alternative<Absent>(*answer)) return;
    if (const auto* machine = std::get_if<Machine>(&*answer)) return take(*machine);
    if (const auto* volume = std::get_if<Volume>(&*answer)) return take(*volume);
    if (const auto* balancer = std::get_if<LoadBalancer>(&*answer)) return take(*balancer);
    if (const auto* firewall = std::get_if<Firewall>(&*answer)) return take(*firewall);
    if (const auto* network = std::get_if<Network>(&*answer)) return take(*network);
    gap("could not be queried: the answer is about another object");
  }

 private:
  std::string named(const Operation& look) const {
    if (const auto* c = std::get_if<call::GetMachine>(&look))
      return fmt::format("machine {} (id {})", to_string(known_.machines.at(c->id)), c->id.value);
    if (const auto* c = std::get_if<call::GetVolume>(&look))
      return fmt::format("volume {} (id {})", to_string(known_.volumes.at(c->id)), c->id.value);
    if (const auto* c = std::get_if<call::GetBalancer>(&look))
      return fmt::format("load balancer {} (id {})", to_string(known_.balancers.at(c->id)), c->id.value);
    if (const auto* c = std::get_if<call::GetFirewall>(&look))
      return fmt::format("firewall of pool {} (id {})", known_.firewalls.at(c->id).value, c->id.value);
    if (const auto* c = std::get_if<call::GetNetwork>(&look)) return "network " + c->id.value;
    return describe(look);
  }

  void gap(const std::string& message) {
    state_.gaps.push_back(what_ + " is missing from the listing and " + message);
  }
  void not_to_be_believed() { gap("exists: the listing is wrong"); }
  bool is_young(Instant created_at) const {
    return created_at > now_ - kListedWithin && created_at <= now_ + kListedWithin;
  }

  /// Gives an object its recorded slot; if another object has it, the object is a stray.
  template <class Place, class Object>
  bool seat(Place place, Object object, std::map<Place, Object>& seated, std::vector<Object>& strays) {
    const bool free = !seated.contains(place);
    if (free)
      seated.emplace(std::move(place), std::move(object));
    else
      strays.push_back(std::move(object));
    return free;
  }

  void take(Machine machine) {
    const bool tagged = bears(machine.tags, fleet_tag(state_.fleet));
    if (tagged && !is_young(machine.created_at)) not_to_be_believed();
    if (!tagged) state_.untagged.machines.insert(machine.id);
    machine.slot = known_.machines.at(machine.id);
    const auto slot = machine.slot;
    seat(slot, std::move(machine), state_.machines, state_.strays);
  }
  void take(Volume volume) {
    const bool tagged = bears(volume.tags, fleet_tag(state_.fleet));
    if (tagged && !is_young(volume.created_at)) not_to_be_believed();
    if (!tagged) state_.untagged.volumes.insert(volume.id);
    volume.slot = known_.volumes.at(volume.id);
    const auto slot = volume.slot;
    seat(slot, std::move(volume), state_.volumes, state_.stray_volumes);
  }
  void take(LoadBalancer balancer) {
    const auto slot = known_.balancers.at(balancer.id);
    const bool tagged = balancer.slot == slot;
    if (tagged) not_to_be_believed();
    if (!tagged) state_.untagged.balancers.insert(balancer.id);
    balancer.slot = slot;
    seat(slot, std::move(balancer), state_.balancers, state_.stray_balancers);
  }
  void take(Firewall firewall) {
    const auto pool = known_.firewalls.at(firewall.id);
    const bool tagged = firewall.pool == pool;
    // With another name it is listed as a foreign firewall that opens more for the pool.
    const bool renamed = firewall.name != firewall_name(state_.fleet, pool);
    if (tagged && !renamed) not_to_be_believed();
    if (!tagged) state_.untagged.firewalls.insert(firewall.id);
    firewall.pool = pool;
    seat(pool, std::move(firewall), state_.firewalls, state_.stray_firewalls);
  }
  void take(const Network& network) {
    // Networks are listed by name: one that was renamed is in no listing.
    if (known_.networks.at(network.id) == network.name) not_to_be_believed();
    if (state_.network) state_.stray_networks.push_back(*state_.network);
    state_.network = network;
    state_.network_is_known = true;
  }

  const KnownObjects& known_;
  Instant now_;
  ActualState& state_;
  std::string what_;
};

}  // namespace

std::vector<Operation> looks_for_missing(const KnownObjects& known, const ActualState& seen) {
  std::vector<Operation> looks;
  add_missing<call::GetMachine>(known.machines, ObjectKind::machine, seen, looks, seen.machines, seen.strays);
  add_missing<call::GetVolume>(known.volumes, ObjectKind::volume, seen, looks, seen.volumes,
                               seen.stray_volumes);
  add_missing<call::GetBalancer>(known.balancers, ObjectKind::balancer, seen, looks, seen.balancers,
                                 seen.stray_balancers);
  add_missing<call::GetFirewall>(known.firewalls, ObjectKind::firewall, seen, looks, seen.firewalls,
                                 seen.stray_firewalls);
  for (const auto& [id, name] : known.networks) {
    if (!seen.network_is_known) looks.push_back(call::GetNetwork{id});
  }
  return looks;
}

void account_for(const KnownObjects& known, const Operation& look, const Result<Reply>& answer, Instant now,
                 ActualState& state) {
  Account(known, now, state).take(look, answer);
}

void check_account(const KnownObjects& known, ActualState& state) {
  if (known.account.empty() || state.account.empty() || known.account == state.account) return;
  const bool any = any_known(known.machines, state.machines, state.strays) ||
                   any_known(known.volumes, state.volumes, state.stray_volumes) ||
                   any_known(known.balancers, state.balancers, state.stray_balancers) ||
                   any_known(known.firewalls, state.firewalls, state.stray_firewalls) ||
                   state.network_is_known;
  const bool none_known = known.machines.empty() && known.volumes.empty() && known.balancers.empty() &&
                          known.firewalls.empty() && known.networks.empty();
  if (any || none_known) return;
  state.gaps.push_back(fmt::format(
      "the key belongs to account {}, and muster recorded the fleet {} in account {}: use a key of "
      "that account, or start with an empty store if the fleet moves to this account",
      state.account, state.fleet.value, known.account));
}

}  // namespace muster
