#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// Times of a call: its attempts lie between the first and the last.
struct CallTimes {
  Instant first;
  Instant last;
};

/// The effects of earlier applies of a plan on its changes.
struct EarlierApplies {
  std::set<ChangeId> touched;  ///< Changes with calls: check them before any call is repeated.
  /// Of those, the changes that did not end well: some of their calls may be missing.
  std::set<ChangeId> open;
  std::map<ChangeId, std::map<int, CallTimes>> calls{};  ///< By step.
  /// The newest entry that contains the plan's file, if there is one.
  std::optional<Instant> plan_kept_at{};
};
EarlierApplies earlier_applies(const std::vector<JournalEntry>& entries, const PlanId& plan);

/// Returns the last time at which an apply completed all remaining changes of the plan; nullopt if none did.
std::optional<Instant> applied_in_whole(const std::vector<JournalEntry>& entries, const PlanId& plan);

/// Returns the statements of approvers about the fleet's plans, oldest first.
std::vector<SignedStatement> statements_in(const std::vector<JournalEntry>& entries, const FleetName& fleet);

}  // namespace muster
