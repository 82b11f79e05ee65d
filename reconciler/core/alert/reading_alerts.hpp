#pragma once

#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// Adds machines that do not report, rules that cannot be evaluated, and sources that do not answer. The
/// round must have a world.
void add_reading_alerts(const Round& round, Instant now, RoundAlerts& into);

}  // namespace muster
