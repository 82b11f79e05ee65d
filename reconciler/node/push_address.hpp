#pragma once

#include <string>

namespace muster::node {

/// Why readings and the machine's token may not be pushed to that address, with the right form; "" when they
/// may. Both programs ask: muster-node-push may be started by hand.
std::string push_address_problem(const std::string& url);

}  // namespace muster::node
