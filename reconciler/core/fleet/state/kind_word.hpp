#pragma once

#include "reconciler/core/fleet/state/claims.hpp"

namespace muster {

/// "machine", "load balancer"; with `many` "machines".
const char* word_for(ObjectKind kind, bool many);

}  // namespace muster
