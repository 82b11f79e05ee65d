#pragma once

#include <vector>

#include "reconciler/core/alert/alert.hpp"
#include "reconciler/core/alert/alert_memory.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// Tells what happened in this round that people may want to know. `before` is the memory of the round
/// before. A muster that does not lead tells nothing.
std::vector<Notice> notices_of(const Round& round, const AlertMemory& before, Instant now);

}  // namespace muster
