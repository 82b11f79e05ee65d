#pragma once

#include "reconciler/core/alert/alert_memory.hpp"
#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

// A bill raises an alert if it exceeds the lowest bill of the last hour by both of these.
inline constexpr int kJumpPercent = 50;
inline constexpr Money kJumpAtLeast = Money::dollars(20);

/// Adds a bill that jumped, that has reached its warning share of the cap, or that is above the cap.
void add_money_alerts(const Round& round, const AlertMemory& memory, Instant now, RoundAlerts& into);

}  // namespace muster
