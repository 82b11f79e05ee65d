#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/fleet/claims.hpp"
#include "reconciler/core/fleet/machine.hpp"
#include "reconciler/core/fleet/network.hpp"
#include "reconciler/core/fleet/prerequisites.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster {

/// What the account allows and uses, over all fleets.
struct AccountLimits {
  std::optional<int> machines;  ///< nullopt when the cloud does not say.
  int machines_in_use = 0;
  std::optional<int> volumes;
  int volumes_in_use = 0;

  friend bool operator==(const AccountLimits&, const AccountLimits&) = default;
};

/// What the cloud says there is of one fleet, and when it was seen. Only what carries the fleet's tag is in
/// here.
struct ActualState {
  FleetName fleet;
  Instant seen_at;
  /// Why a part could not be read. While this is not empty nothing may be created or destroyed:
  /// what is not in a truncated listing may exist all the same.
  std::vector<std::string> gaps;
  /// Those of the gaps that the key's rights leave: kinds that it may not look at. Whoever knows that the
  /// fleet has nothing of such a kind may take its gap away.
  std::map<ObjectKind, std::string> not_allowed;

  std::map<Slot, Machine> machines;
  std::vector<Machine>
      strays;  ///< Carry the fleet's tag, but no slot or one that is taken: they bill, nobody uses them.
  // The same of other kinds.
  std::vector<Volume> stray_volumes;
  std::vector<LoadBalancer> stray_balancers;
  std::vector<Firewall> stray_firewalls;  ///< What they let in is let in beside the fleet's own rules.
  std::vector<Network> stray_networks;    ///< Others that have the name of the declared network.
  std::map<VolumeSlot, Volume> volumes;
  std::map<BalancerSlot, LoadBalancer> balancers;
  std::map<PoolName, Firewall> firewalls;
  std::optional<Network> network;  ///< The fleet's own: by muster's record, or else by its name.
  bool network_is_known = false;   ///< By muster's record: it was the fleet's before.

  Untagged untagged;                     ///< Of the objects above.
  std::vector<HeldName> held_names;      ///< Names that the fleet would use and somebody else has.
  std::vector<OtherFleet> other_fleets;  ///< Looked for only while this fleet has no machine.
  /// What was not looked at because nobody needs it, or is odd and stops nothing. Sentences without stop.
  std::vector<std::string> remarks;
  AccountLimits limits;

  std::vector<SizeOffer> sizes_of_machines{};         ///< As the machines themselves tell; each size once.
  std::map<PoolName, Prerequisites> prerequisites{};  ///< Only of pools that something could be looked up of.

  bool complete() const { return gaps.empty(); }

  friend bool operator==(const ActualState&, const ActualState&) = default;
};

/// Digests of what matters about an object: what a plan was made from, not its addresses or age.
Digest fingerprint_of(const Machine& machine);
Digest fingerprint_of(const Volume& volume);
Digest fingerprint_of(const LoadBalancer& balancer);
Digest fingerprint_of(const Firewall& firewall);
Digest fingerprint_of(const Network& network);
/// Of the whole state, without `seen_at` and the account's use.
Digest fingerprint_of(const ActualState& state);

}  // namespace muster
