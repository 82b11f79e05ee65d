#pragma once

#include <vector>

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/core/fleet/resource/network.hpp"

namespace muster {

// The rules of load balancers and firewalls in plan files and in the store. Each reader fails with invalid,
// at the first wrong field.

/// An object with protocol, port and path.
void write_health(JsonWriter& out, const HealthCheck& health);
/// Parses it. Fails with invalid at the first wrong field.
Result<HealthCheck> read_health(const JsonView& view);

/// A list of objects, each with the protocol and the port of entry and of target.
void write_forwarding(JsonWriter& out, const std::vector<Forwarding>& rules);
/// Parses it. Fails with invalid at the first wrong field.
Result<std::vector<Forwarding>> read_forwarding(const JsonView& list);

/// A list of objects, each with protocol, ports and sources.
void write_firewall_rules(JsonWriter& out, const std::vector<FirewallRule>& rules);
/// Parses it. Fails with invalid at the first wrong field.
Result<std::vector<FirewallRule>> read_firewall_rules(const JsonView& list);

}  // namespace muster
