#pragma once

#include <string>

namespace muster::node {

/// Returns why readings and the machine's token must not be pushed to that address, with the valid form; ""
/// if they may. Both programs check it, because a person may start muster-node-push directly.
std::string push_address_problem(const std::string& url);

}  // namespace muster::node
