#pragma once

#include <vector>

#include "reconciler/core/history/journal_entry.hpp"
#include "reconciler/core/reading/reading_set.hpp"

namespace muster {

/// What came of a change is read off the cpu of these minutes behind it: it begins when things have settled.
inline constexpr Duration kOutcomeFrom = std::chrono::minutes(1);
inline constexpr Duration kOutcomeLasts = std::chrono::minutes(5);

/// Outcomes that can be measured by now and have not been: of each change of the fleet that ended well and
/// bears on its load, the mean cpu of its machine, or over the machines of its pool where the machine is
/// gone. Without a single reading of those minutes there is none: it is not guessed.
std::vector<OutcomeMeasured> outcomes_due(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                                          const ReadingSet& readings, Instant now);

}  // namespace muster
