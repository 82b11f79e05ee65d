#pragma once

#include <deque>
#include <map>
#include <string>

#include "providers/sandbox/model/action.hpp"
#include "providers/sandbox/model/catalogue.hpp"
#include "providers/sandbox/model/collection.hpp"
#include "providers/sandbox/model/droplet.hpp"
#include "providers/sandbox/model/injected_fault.hpp"
#include "providers/sandbox/model/load_balancer.hpp"
#include "providers/sandbox/model/network.hpp"
#include "providers/sandbox/model/random.hpp"
#include "providers/sandbox/model/request_log.hpp"
#include "providers/sandbox/model/tag_index.hpp"
#include "providers/sandbox/model/volume.hpp"

namespace muster::sandbox {

/// Behaviour of this cloud; the defaults are those of a paying customer's account.
struct Rules {
  double speed = 1;  ///< The cloud's delays and rate windows pass this many times faster.
  /// The present behaviour of the real cloud; the default is the older, stricter refusal while the droplet is
  /// on.
  bool resize_powers_off = false;
  bool rate_limits = true;
  std::int64_t requests_per_minute = 250;
  std::int64_t requests_per_hour = 5000;
  std::int64_t droplet_limit = 100;  ///< Number of droplets that the account may have.
  std::int64_t volume_limit = 100;   ///< Number of volumes that the account may have.
};

/// Agents on the machines of one tag.
struct Load {
  std::string tag;
  std::int64_t agents = 0;
  double cores_per_agent = 0;
  double memory_mib_per_agent = 0;
  double disk_gib_per_agent = 0;
  /// Number of agents by droplet; the other agents have no machine.
  std::map<std::int64_t, std::int64_t> on{};
};

/// Times of a token's requests, as long as they count.
struct RequestTimes {
  std::deque<Instant> requests;
  std::deque<Instant> key_listings;
};

/// The whole cloud in memory. It has no clock: `settle` advances it to a moment, and each change has a moment
/// that is not earlier. Not safe to share between threads.
struct Cloud {
  Catalogue catalogue = published_catalogue();
  Rules rules;
  Random random;
  std::string account_uuid;
  Collection<std::int64_t, Droplet> droplets;
  Collection<std::int64_t, Action> actions;
  Collection<std::string, Volume> volumes;
  Collection<std::string, VolumeSnapshot> volume_snapshots;
  Collection<std::string, LoadBalancer> load_balancers;
  Collection<std::string, Firewall> firewalls;
  Collection<std::string, Vpc> vpcs;
  Collection<std::int64_t, SshKey> keys;
  Collection<std::int64_t, Image> snapshots;
  TagIndex tags;
  std::vector<Load> loads;
  RequestLog record;       ///< Not in the state file.
  InjectedFault injected;  ///< Fault of the present request.
  std::multimap<Instant, Transition> due;
  std::map<std::string, RequestTimes> seen;  ///< By token; not in the state file.
  std::uint64_t requests = 0;
  std::int64_t next_droplet = 0;  ///< Id of the next droplet.
  std::int64_t next_action = 0;   ///< Id of the next action.
  std::int64_t next_image = 0;    ///< Id of the next image.
  std::int64_t next_address = 0;  ///< Number of the next address.
};

/// Returns a new account that contains only each region's default network.
Cloud new_cloud(const Rules& rules, std::uint64_t seed, Instant now);

/// Converts a delay in the cloud's own time to real time.
Duration on_the_wall(const Cloud& cloud, Duration delay);

/// Returns the network of droplets of the region that name none.
const Vpc* default_vpc(const Cloud& cloud, const std::string& region);

}  // namespace muster::sandbox
