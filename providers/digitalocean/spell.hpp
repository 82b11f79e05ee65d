#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/core/apply/operation.hpp"

namespace muster::digitalocean {

// Bodies of requests, as DigitalOcean spells them.

std::string spell_droplet(const call::CreateMachine& create);
std::string spell_volume(const call::CreateVolume& create);
std::string spell_network(const call::CreateNetwork& create);
std::string spell_balancer(const call::CreateBalancer& create);
/// The balancer as it is, with the wanted name, forwarding, health check and tag.
Result<std::string> spell_balancer(const call::UpdateBalancer& update, JsonView present);
/// A firewall with these openings inbound and none of its own outbound: everything may leave. A rule that is
/// only for balancers is left out while there is none: the API has no way to write "from nobody".
std::string spell_firewall(const std::string& name, const std::string& pool_tag,
                           const std::vector<FirewallRule>& inbound,
                           const std::vector<LoadBalancerId>& balancers);
/// The firewall as it is, with the wanted name, openings inbound and tag: machines and tags that people
/// added, and what may leave, stay.
Result<std::string> spell_firewall(const call::UpdateFirewall& update, JsonView present);

/// Writes a value as it was read.
void copy(JsonWriter& out, JsonView value);

}  // namespace muster::digitalocean
