#pragma once

#include "providers/sandbox/model/cloud.hpp"

namespace muster::sandbox {

/// Applies the effect of an action at the moment of its completion. Does nothing if the action has ended
/// before. `action` is its id.
void complete_action(Cloud& cloud, std::int64_t action, Instant at);

}  // namespace muster::sandbox
