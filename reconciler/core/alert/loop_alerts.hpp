#pragma once

#include "reconciler/core/alert/alert_memory.hpp"
#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// So many lost leads within an hour are worth an alert.
inline constexpr int kLostLeads = 3;

/// Adds steps of the loop that failed, a revision that is not valid, and a lead that was lost again and
/// again.
void add_loop_alerts(const Round& round, const AlertMemory& memory, Instant now, RoundAlerts& into);

}  // namespace muster
