#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/change.hpp"

namespace muster {

/// What a change lets in from the internet that could not get in before, such as "tcp 22 from 0.0.0.0/0".
///
/// - A new firewall opens only what it lets in from a large part of the internet: without it all is open.
/// - A changed firewall opens each public source that its rules did not let in before.
/// - A firewall that goes opens everything.
/// - A changed load balancer opens each port that it did not forward to before.
///
/// Private addresses, load balancers as a source, and ICMP open nothing.
std::vector<std::string> openings_of(const Effect& effect);

}  // namespace muster
