#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"

namespace muster {

/// One forwarding rule of a load balancer.
struct Forwarding {
  std::string entry_protocol = "http";  ///< http, https, http2, http3, tcp, udp.
  int entry_port = 80;
  std::string target_protocol = "http";
  int target_port = 80;

  friend auto operator<=>(const Forwarding&, const Forwarding&) = default;
};

/// Whether both have the same rules, in any order.
bool same_forwarding(std::vector<Forwarding> a, std::vector<Forwarding> b);

/// How a load balancer checks that a machine can accept traffic.
struct HealthCheck {
  std::string protocol = "http";
  int port = 80;
  std::string path = "/";

  friend auto operator<=>(const HealthCheck&, const HealthCheck&) = default;
};

struct BalancerSpec {
  Region region;
  std::vector<Forwarding> forwarding;
  HealthCheck health;
  std::string network;

  friend bool operator==(const BalancerSpec&, const BalancerSpec&) = default;
};

/// A load balancer as the cloud reports it.
struct LoadBalancer {
  LoadBalancerId id;
  std::string name;
  BalancerSlot slot;
  Region region;
  std::string address;  ///< Empty until it is active.
  bool active = false;
  std::vector<Forwarding> forwarding;
  HealthCheck health;
  std::vector<MachineId> members;  ///< Sorted.

  friend bool operator==(const LoadBalancer&, const LoadBalancer&) = default;
};

/// One permitted kind of traffic of a firewall. All other inbound traffic is blocked; outbound traffic is
/// permitted.
struct FirewallRule {
  std::string protocol = "tcp";  ///< tcp, udp, icmp.
  std::string ports = "22";      ///< "22", "8000-9000", or "all"; "all" for icmp.
  /// Addresses in CIDR form, or "balancer" for the pool's load balancers. Sorted.
  std::vector<std::string> sources;

  friend auto operator<=>(const FirewallRule&, const FirewallRule&) = default;
};

/// A firewall as the cloud reports it. muster keeps one for each pool that declares rules.
struct Firewall {
  FirewallId id;
  std::string name;
  PoolName pool;
  std::vector<FirewallRule> inbound;  ///< Sorted.

  friend bool operator==(const Firewall&, const Firewall&) = default;
};

/// The fleet's private network.
struct NetworkSpec {
  std::string name;
  Region region;
  std::string ip_range;  ///< CIDR; empty lets the cloud choose.

  friend bool operator==(const NetworkSpec&, const NetworkSpec&) = default;
};

/// A private network as the cloud reports it.
struct Network {
  NetworkId id;
  std::string name;
  Region region;
  std::string ip_range;

  friend bool operator==(const Network&, const Network&) = default;
};

}  // namespace muster
