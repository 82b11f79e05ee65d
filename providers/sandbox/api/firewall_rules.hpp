#pragma once

#include <optional>

#include "providers/sandbox/api/route.hpp"

namespace muster::sandbox {

/// Reads "inbound_rules" and "outbound_rules" of the body. The refusal when one may not be.
std::optional<Response> read_firewall_rules(const Call& call, std::vector<FirewallRule>& rules);

/// The refusal when one of these tags does not exist: firewalls do not make tags.
std::optional<Response> refusal_of_tags(const Call& call, const std::vector<std::string>& tags);

}  // namespace muster::sandbox
