#pragma once

#include <optional>

#include "providers/sandbox/api/route.hpp"

namespace muster::sandbox {

/// Reads a whole load balancer from the body, what is left out at its default. The refusal when it may not
/// be.
std::optional<Response> read_wish(const Call& call, LoadBalancerWish& wish);

/// Reads "forwarding_rules"; there must be at least one.
std::optional<Response> read_rules(const JsonValue& body, std::vector<ForwardingRule>& rules);

/// Why this droplet may not be behind a load balancer of the region; nothing when it may.
std::optional<Response> refusal_of_member(const Call& call, const std::string& region, std::int64_t droplet);

/// The droplets behind it: those named, or those of its region that carry its tag.
std::vector<std::int64_t> members_of(const Cloud& cloud, const LoadBalancer& balancer);

}  // namespace muster::sandbox
