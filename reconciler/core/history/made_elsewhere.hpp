#pragma once

#include <vector>

#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// Returns the creations at or after `since` that no entry of this journal contains. They come from a muster
/// with another store, or from one that was killed before it wrote the result. The times are those of the
/// cloud's clock. So limits over a time hold with every store. Load balancers have no creation time and are
/// not included.
std::vector<RecentChange> made_elsewhere(const std::vector<JournalEntry>& entries, const ActualState& actual,
                                         const PriceList& prices, Instant since);

/// Returns the changes of a fleet since then, from the journal and from the cloud, oldest first.
std::vector<RecentChange> lately_changed(const std::vector<JournalEntry>& entries, const ActualState& actual,
                                         const PriceList& prices, Instant since);

}  // namespace muster
