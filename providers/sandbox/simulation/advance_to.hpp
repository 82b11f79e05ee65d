#pragma once

#include "providers/sandbox/model/cloud.hpp"

namespace muster::sandbox {

/// Executes everything that is due until `now`, each at its own moment.
void advance_to(Cloud& cloud, Instant now);

}  // namespace muster::sandbox
