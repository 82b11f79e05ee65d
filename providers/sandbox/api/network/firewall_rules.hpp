#pragma once

#include <optional>

#include "providers/sandbox/api/route.hpp"

namespace muster::sandbox {

/// Parses "inbound_rules" and "outbound_rules" of the body. Returns the refusal of an invalid rule.
std::optional<Response> read_firewall_rules(const Call& call, std::vector<FirewallRule>& rules);

/// Returns the refusal if one of these tags does not exist: firewalls create no tags.
std::optional<Response> refusal_of_tags(const Call& call, const std::vector<std::string>& tags);

}  // namespace muster::sandbox
