#pragma once

#include <vector>

#include "reconciler/core/history/journal_entry.hpp"
#include "reconciler/core/reading/reading_set.hpp"

namespace muster {

/// The outcome of a change is the cpu in these minutes after it: the window starts when the effect has
/// settled.
inline constexpr Duration kOutcomeFrom = std::chrono::minutes(1);
inline constexpr Duration kOutcomeLasts = std::chrono::minutes(5);

/// Returns the outcomes that can be measured by now and are not recorded yet. For each successful change of
/// the fleet that affects its load: the mean cpu of its machine, or of the machines of its pool if the
/// machine was removed. Without a reading in that window there is no outcome.
std::vector<OutcomeMeasured> outcomes_due(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                                          const ReadingSet& readings, Instant now);

}  // namespace muster
