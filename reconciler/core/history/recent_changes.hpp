#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/recent_change.hpp"
#include "reconciler/core/history/journal_entry.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// The changes of `fleet` that ended at or after `since` well, or nobody knows how: what the cloud accepted
/// counts until it was looked after. From old to new.
std::vector<RecentChange> recent_changes(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                                         Instant since);

/// What later decisions need to know of a change that ended well. Kind::other for what they do not reckon
/// with.
RecentChange remember(const Change& change, Instant decided_at, Instant finished_at);

}  // namespace muster
