#pragma once

#include <vector>

#include "reconciler/adapters/readings/reading_cache.hpp"

namespace muster {

/// Adds a reading for a machine that has no new good one: `missing` if the source answered without it,
/// `error` if the source failed. It is never omitted and never zero. Adds none if this poll already returned
/// an impossible value.
void add_absent(std::vector<Reading>& into, const ReadingCache& held, const Slot& slot, Metric metric,
                Quality quality, Duration sample_every, Instant now);

}  // namespace muster
