#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/base/digest.hpp"
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

  std::map<Slot, Machine> machines;
  std::vector<Machine>
      strays;  ///< Carry the fleet's tag, but no slot or one that is taken: they bill, nobody uses them.
  std::map<VolumeSlot, Volume> volumes;
  std::map<BalancerSlot, LoadBalancer> balancers;
  std::map<PoolName, Firewall> firewalls;
  std::optional<Network> network;  ///< The fleet's own, by name.
  AccountLimits limits;

  std::vector<SizeOffer> sizes_of_machines{};         ///< As the machines themselves tell; each size once.
  std::map<PoolName, Prerequisites> prerequisites{};  ///< Only of pools that something could be looked up of.
  std::vector<std::string> notes{};  ///< What is odd and hides nothing, for a person: full sentences.

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
