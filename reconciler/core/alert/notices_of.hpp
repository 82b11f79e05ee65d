#pragma once

#include <vector>

#include "reconciler/core/alert/alert.hpp"
#include "reconciler/core/alert/alert_memory.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// Returns the events of this round that people may want to know. `before` is the memory of the round before.
/// Empty if muster does not hold the lease.
std::vector<Notice> notices_of(const Round& round, const AlertMemory& before, Instant now);

}  // namespace muster
