#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/resource/network.hpp"

namespace muster {

// Formats rules for people, sorted: equal sets of rules have the same text.
std::string described(std::vector<Forwarding> rules);    ///< "http:80 -> http:8080, ..."
std::string described(const HealthCheck& check);         ///< "http:80/health"
std::string described(std::vector<FirewallRule> rules);  ///< "tcp 22 from 10.0.0.0/8; ..."

/// Whether a source of a firewall rule is a load balancer: the word "balancer", or one by its id.
bool is_balancer_source(const std::string& source);

}  // namespace muster
