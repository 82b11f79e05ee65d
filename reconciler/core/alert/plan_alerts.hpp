#pragma once

#include "reconciler/core/alert/alert_memory.hpp"
#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// An apply without progress for this long raises an alert.
inline constexpr Duration kStuckAfter = std::chrono::minutes(15);

/// Adds plans that wait or are refused, paused changes, and applies that failed or are stuck.
void add_plan_alerts(const Round& round, const AlertMemory& memory, Instant now, RoundAlerts& into);

}  // namespace muster
