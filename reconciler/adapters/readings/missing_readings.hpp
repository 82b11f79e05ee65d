#pragma once

#include <vector>

#include "reconciler/adapters/readings/reading_cache.hpp"

namespace muster {

/// A series that a poll returned no new reading of.
struct AbsentSeries {
  const Slot& slot;
  Metric metric{};
  Quality quality = Quality::missing;
  Duration sample_every{0};
};

/// Adds a reading for a machine that has no new good one: `missing` if the source answered without it,
/// `error` if the source failed. It is never omitted and never zero. Adds none if this poll already returned
/// an impossible value.
void add_absent(std::vector<Reading>& into, const ReadingCache& held, const AbsentSeries& absent,
                Instant now);

}  // namespace muster
