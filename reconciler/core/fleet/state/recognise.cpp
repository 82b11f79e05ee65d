#include "reconciler/core/fleet/state/recognise.hpp"

#include <algorithm>
#include <map>

namespace muster {
namespace {

/// Gives the known ones of `strays` their slots back. `place_of` returns the slot that a stray itself claims;
/// nullopt if none.
template <class Id, class Place, class Object, class PlaceOf>
void seat(const std::map<Id, Place>& known, std::map<Place, Object>& seated, std::vector<Object>& strays,
          PlaceOf place_of) {
  for (auto& stray : strays) {
    const auto left = known.find(stray.id);
    if (left == known.end()) continue;
    const std::optional<Place> claimed = place_of(stray);
    if (claimed && *claimed != left->second) continue;  // Its slot tag was changed by others.
    const auto holder = seated.find(left->second);
    if (holder == seated.end()) {
      seated.emplace(left->second, std::exchange(stray, Object{}));
      continue;
    }
    // Its tag was removed and the holder has it: the holder is the successor.
    if (!claimed || known.contains(holder->second.id)) continue;
    std::swap(holder->second, stray);
  }
  std::erase_if(strays, [](const Object& stray) { return stray.id.empty(); });
}

void recognise_network(const KnownObjects& known, ActualState& state) {
  const auto is_known = [&](const Network& network) { return known.networks.contains(network.id); };
  if (state.network && !is_known(*state.network)) {
    const auto other = std::find_if(state.stray_networks.begin(), state.stray_networks.end(), is_known);
    if (other != state.stray_networks.end()) std::swap(*state.network, *other);
  }
  state.network_is_known = state.network && is_known(*state.network);
}

}  // namespace

void recognise(const KnownObjects& known, ActualState& state) {
  const auto claimed_slot = [](const auto& object) {
    return object.slot.number > 0 ? std::optional(object.slot) : std::nullopt;
  };
  seat(known.machines, state.machines, state.strays, claimed_slot);
  seat(known.volumes, state.volumes, state.stray_volumes, claimed_slot);
  seat(known.balancers, state.balancers, state.stray_balancers, claimed_slot);
  seat(known.firewalls, state.firewalls, state.stray_firewalls,
       [](const Firewall& firewall) { return std::optional(firewall.pool); });
  for (auto& [slot, machine] : state.machines) machine.slot = slot;
  for (auto& [slot, volume] : state.volumes) volume.slot = slot;
  for (auto& [slot, balancer] : state.balancers) balancer.slot = slot;
  recognise_network(known, state);
}

}  // namespace muster
