#pragma once

#include <optional>

#include "providers/sandbox/api/route.hpp"

namespace muster::sandbox {

/// Parses a whole load balancer from the body; omitted fields get their default. Returns the refusal of an
/// invalid one.
std::optional<Response> read_load_balancer_request(const Call& call, LoadBalancerRequest& request);

/// Parses "forwarding_rules"; at least one is required.
std::optional<Response> read_rules(const JsonValue& body, std::vector<ForwardingRule>& rules);

/// Returns why this droplet must not be behind a load balancer of the region; nullopt if it may.
std::optional<Response> refusal_of_member(const Call& call, const std::string& region, std::int64_t droplet);

/// Returns the droplets behind it: the named ones, or those of its region with its tag.
std::vector<std::int64_t> members_of(const Cloud& cloud, const LoadBalancer& balancer);

}  // namespace muster::sandbox
