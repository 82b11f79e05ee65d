#pragma once

#include <vector>

#include "reconciler/core/fleet/missing_capacity.hpp"
#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// What the cloud had none left of, as the journal tells it and as far as it still holds at `now`. Whichever
/// fleet met it: they share the cloud. Sorted by size and region.
std::vector<MissingCapacity> missing_capacity(const std::vector<JournalEntry>& entries, Instant now);

/// Until when a size that was sold out at `now` is remembered as missing: three minutes, twice as long as the
/// last time when that is not half an hour past, but never more than half an hour.
Instant missing_until(const std::vector<JournalEntry>& entries, const SizeName& size, const Region& region,
                      Instant now);

}  // namespace muster
