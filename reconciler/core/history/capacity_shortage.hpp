#pragma once

#include <vector>

#include "reconciler/core/fleet/catalogue/capacity_shortage.hpp"
#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// Returns the sizes that were sold out and still count as such at `now`, by the journal. The entries of all
/// fleets count, because they share the cloud. Sorted by size and region.
std::vector<CapacityShortage> capacity_shortage(const std::vector<JournalEntry>& entries, Instant now);

/// Returns the time until which a size that was sold out at `now` counts as sold out. It is three minutes, or
/// twice the last time if that ended less than half an hour ago; at most half an hour.
Instant missing_until(const std::vector<JournalEntry>& entries, const SizeName& size, const Region& region,
                      Instant now);

}  // namespace muster
