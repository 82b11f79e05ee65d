#pragma once

#include "providers/sandbox/cloud/cloud.hpp"

namespace muster::sandbox {

/// Brings about what the action was for, at the moment it completes. Does nothing for one that ended before.
void complete_action(Cloud& cloud, std::int64_t action, Instant at);

}  // namespace muster::sandbox
