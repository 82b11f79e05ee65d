#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/core/apply/operation.hpp"

namespace muster::digitalocean {

// Bodies of requests in DigitalOcean's format.

std::string encode_droplet(const call::CreateMachine& create);
std::string encode_volume(const call::CreateVolume& create);
std::string encode_network(const call::CreateNetwork& create);
std::string encode_balancer(const call::CreateBalancer& create);
/// The load balancer as it is, with the declared name, forwarding, health check and tag. Fails with invalid
/// if `present` is unreadable.
Result<std::string> encode_balancer(const call::UpdateBalancer& update, JsonView present);
/// A firewall with these inbound rules and the default for outbound: all outbound traffic is permitted. A
/// rule that is only for load balancers is omitted while there is none, because the API cannot express an
/// empty source.
std::string encode_firewall(const std::string& name, const std::string& pool_tag,
                            const std::vector<FirewallRule>& inbound,
                            const std::vector<LoadBalancerId>& balancers);
/// The firewall as it is, with the declared name, inbound rules and tag: machines and tags that people added,
/// and outbound rules, stay. Fails with invalid if `present` is unreadable.
Result<std::string> encode_firewall(const call::UpdateFirewall& update, JsonView present);

/// Writes a value unchanged.
void copy(JsonWriter& out, JsonView value);

}  // namespace muster::digitalocean
