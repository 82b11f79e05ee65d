#pragma once

#include "reconciler/core/alert/alert_memory.hpp"
#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// Returns the alerts of this round and of the earlier rounds in `memory`, which `remember` returned for this
/// round. A muster without the lease reports nothing, because the leader reports it.
RoundAlerts alerts_of(const Round& round, const AlertMemory& memory, Instant now);

}  // namespace muster
