#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// When a call was made: attempts count from the first to the last.
struct CallTimes {
  Instant first;
  Instant last;
};

/// What earlier applies of a plan did to its changes.
struct EarlierApplies {
  std::set<ChangeId> touched;  ///< Calls were made for it: to be looked at before any call is made again.
  std::set<ChangeId> open;     ///< Of those, what never came to a good end: calls of it may be missing.
  std::map<ChangeId, std::map<int, CallTimes>> calls{};  ///< By step.
  std::optional<Instant> plan_kept_at{};  ///< The newest entry that holds the plan's file, if one does.
};
EarlierApplies earlier_applies(const std::vector<JournalEntry>& entries, const PlanId& plan);

/// When an apply of the plan did all that was left of it, for the last time; nullopt when none did.
std::optional<Instant> applied_in_whole(const std::vector<JournalEntry>& entries, const PlanId& plan);

/// What people said about the fleet's plans, from old to new.
std::vector<SignedStatement> statements_in(const std::vector<JournalEntry>& entries, const FleetName& fleet);

}  // namespace muster
