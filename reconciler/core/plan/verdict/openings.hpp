#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Returns the traffic from the internet that a change newly permits, such as "tcp 22 from 0.0.0.0/0".
///
/// - A new firewall: only its rules for a large part of the internet, because without it all traffic is
///   permitted.
/// - A changed firewall: each public source that its rules did not permit before.
/// - A removed firewall: all traffic.
/// - A changed load balancer: each port that it did not forward before.
///
/// Private addresses, load balancers as a source, and ICMP do not count.
std::vector<std::string> openings_of(const Effect& effect);

}  // namespace muster
