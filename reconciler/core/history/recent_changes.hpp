#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/recent_change.hpp"
#include "reconciler/core/history/journal_entry.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Returns the changes of `fleet` that ended at or after `since` with success or with an unknown outcome. An
/// accepted call counts until its effect has been checked. Oldest first.
std::vector<RecentChange> recent_changes(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                                         Instant since);

/// Returns the data of a successful change for later decisions. Kind::other for changes that decisions
/// ignore.
RecentChange remember(const Change& change, Instant decided_at, Instant finished_at);

}  // namespace muster
