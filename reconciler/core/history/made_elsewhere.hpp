#pragma once

#include <vector>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// What was made at or after `since` and no entry of this journal tells: by a muster with another store, or
/// by one that was ended before it could write how it went. The cloud says when, by its own clock. So limits
/// over a time hold wherever the store is. Of load balancers no time is told.
std::vector<RecentChange> made_elsewhere(const std::vector<JournalEntry>& entries, const ActualState& actual,
                                         const PriceList& prices, Instant since);

/// The changes of a fleet since then: what the journal tells and what the cloud shows besides, from old to
/// new.
std::vector<RecentChange> lately_changed(const std::vector<JournalEntry>& entries, const ActualState& actual,
                                         const PriceList& prices, Instant since);

}  // namespace muster
