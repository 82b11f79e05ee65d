#pragma once

#include "reconciler/core/alert/alert_memory.hpp"
#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// Number of lost leases within an hour that raises an alert.
inline constexpr int kLostLeads = 3;

/// Adds failed steps of the loop, an invalid revision, and repeatedly lost leases.
void add_loop_alerts(const Round& round, const AlertMemory& memory, Instant now, RoundAlerts& into);

}  // namespace muster
