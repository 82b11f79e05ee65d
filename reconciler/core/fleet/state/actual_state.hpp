#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/resource/machine.hpp"
#include "reconciler/core/fleet/resource/network.hpp"
#include "reconciler/core/fleet/state/claims.hpp"
#include "reconciler/core/fleet/state/prerequisites.hpp"

namespace muster {

/// Limits and use of the account, over all fleets.
struct AccountLimits {
  std::optional<int> machines;  ///< nullopt if the cloud does not report it.
  int machines_in_use = 0;
  std::optional<int> volumes;
  int volumes_in_use = 0;

  friend bool operator==(const AccountLimits&, const AccountLimits&) = default;
};

/// The state of one fleet that the cloud reports, and the time of the observation. It contains only objects
/// with the fleet's tag.
struct ActualState {
  FleetName fleet;
  Instant seen_at;
  /// Reasons why parts could not be read. While there is one, muster creates and destroys nothing: an object
  /// that is missing from a truncated listing may exist.
  std::vector<std::string> gaps;
  /// The gaps that follow from the rights of the key: kinds that it may not read. A caller may remove such a
  /// gap if it knows that the fleet has no object of this kind.
  std::map<ObjectKind, std::string> not_allowed;

  std::map<Slot, Machine> machines;
  /// Machines with the fleet's tag, and without a slot or with a taken one: they are billed and not used.
  std::vector<Machine> strays;
  // The same for other kinds.
  std::vector<Volume> stray_volumes;
  std::vector<LoadBalancer> stray_balancers;
  std::vector<Firewall> stray_firewalls;  ///< They permit traffic in addition to the fleet's own rules.
  std::vector<Network> stray_networks;    ///< Other networks with the name of the declared network.
  std::map<VolumeSlot, Volume> volumes;
  std::map<BalancerSlot, LoadBalancer> balancers;
  std::map<PoolName, Firewall> firewalls;
  std::optional<Network> network;  ///< The fleet's own network: by muster's record, or else by its name.
  bool network_is_known = false;   ///< Known by muster's record: it was the fleet's network before.

  Untagged untagged;                     ///< Of the objects above.
  std::vector<HeldName> held_names;      ///< Names that the fleet would use and that other owners have.
  std::string account;                   ///< The cloud's id of the account; "" if it was not read.
  std::vector<OtherFleet> other_fleets;  ///< Filled only while this fleet has no machine.
  /// Parts that were not read because nothing needs them, and oddities without effect. Sentences without a
  /// final stop.
  std::vector<std::string> remarks;
  AccountLimits limits;

  std::vector<SizeOffer> sizes_of_machines{};         ///< As the machines themselves report; each size once.
  std::map<PoolName, Prerequisites> prerequisites{};  ///< Only of pools with data that could be read.

  bool complete() const { return gaps.empty(); }

  friend bool operator==(const ActualState&, const ActualState&) = default;
};

/// Digests of the relevant fields of an object. A plan refers to them. Addresses and age are not relevant.
Digest fingerprint_of(const Machine& machine);
Digest fingerprint_of(const Volume& volume);
Digest fingerprint_of(const LoadBalancer& balancer);
Digest fingerprint_of(const Firewall& firewall);
Digest fingerprint_of(const Network& network);
/// Digest of the whole state, without `seen_at` and the use of the account.
Digest fingerprint_of(const ActualState& state);

}  // namespace muster
