#pragma once

#include "reconciler/core/alert/alert_memory.hpp"
#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// What is wrong, as this round and what is remembered of those before it show it; `memory` is the one that
/// `remember` gave for this round. Who does not lead tells nothing: whoever does, will.
RoundAlerts alerts_of(const Round& round, const AlertMemory& memory, Instant now);

}  // namespace muster
