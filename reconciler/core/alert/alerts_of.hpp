#pragma once

#include <set>
#include <string>
#include <vector>

#include "reconciler/core/alert/alert.hpp"
#include "reconciler/core/alert/alert_memory.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// What one round says about what is wrong.
struct RoundAlerts {
  std::vector<Alert> firing;  ///< Sorted by key; keys are unique.

  // What this round could not tell. An alert of which nobody knows whether it is over is not over: lost
  // readings must not look like good ones.
  std::set<AlertName> unsure;         ///< Nothing is known about any alert of that name.
  std::set<std::string> unsure_keys;  ///< Nothing is known about this one.

  bool is_unsure_of(const Alert& alert) const {
    return unsure.contains(alert.name) || unsure_keys.contains(key_of(alert));
  }
};

// From when on something is worth an alert.
inline constexpr Duration kStuckAfter = std::chrono::minutes(15);   ///< An apply in which nothing moves.
inline constexpr Duration kAboveBandFor = std::chrono::minutes(5);  ///< A load that a policy keeps in a band.
inline constexpr int kBurstOfCreates =
    10;  ///< Machines made within an hour, at least; and half of those there are.
inline constexpr int kJumpPercent = 50;  ///< The bill is by so much above the lowest of the last hour,
inline constexpr Money kJumpAtLeast = Money::dollars(20);  ///< and by so much.
inline constexpr int kLostLeads = 3;                       ///< Within an hour.

/// What is wrong, as this round and what is remembered of those before it show it; `memory` is the one that
/// `remember` gave for this round. Who does not lead tells nothing: whoever does, will.
RoundAlerts alerts_of(const Round& round, const AlertMemory& memory, Instant now);

/// What happened in this round that people may want to know; `before` is the memory of the round before.
std::vector<Notice> notices_of(const Round& round, const AlertMemory& before, Instant now);

// The parts of alerts_of.
void add_threshold_alerts(const World& world, Instant now, RoundAlerts& into);
void add_reading_alerts(const Round& round, Instant now, RoundAlerts& into);
void add_pool_alerts(const World& world, const Proposal& proposal, Instant now, RoundAlerts& into);
void add_money_alerts(const Round& round, const AlertMemory& memory, Instant now, RoundAlerts& into);
void add_ownership_alerts(const Round& round, RoundAlerts& into);
void add_loop_alerts(const Round& round, const AlertMemory& memory, Instant now, RoundAlerts& into);
void add_plan_alerts(const Round& round, const AlertMemory& memory, Instant now, RoundAlerts& into);

}  // namespace muster
