#pragma once

#include "providers/sandbox/cloud/cloud.hpp"

namespace muster::sandbox {

/// Executes everything that is due until `now`, each at its own moment.
void settle(Cloud& cloud, Instant now);

}  // namespace muster::sandbox
