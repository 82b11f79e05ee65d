#pragma once

#include <set>
#include <vector>

#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// An apply that left something open: it was killed or cut off from its journal, or it ended without knowing
/// how a change ended.
struct OpenApply {
  ApplyStarted started;
  Instant at;                  ///< When it began, for the last time.
  std::set<ChangeId> changes;  ///< Calls of them were begun, and no good or bad end is on record.
  bool ended = false;          ///< It told how it ended; otherwise it just stopped.

  friend bool operator==(const OpenApply&, const OpenApply&) = default;
};

/// So far back what an apply left open is looked for.
inline constexpr Duration kOpenWithin = std::chrono::hours(24 * 7);

/// The fleet's open applies, each plan once, from old to new. What they began is to be finished before
/// anything else is done to the fleet.
std::vector<OpenApply> open_applies(const std::vector<JournalEntry>& entries, const FleetName& fleet);

/// The part of a plan that such an apply began: the same plan, with nothing but the open changes.
Plan begun_part(const Plan& plan, const std::set<ChangeId>& open);

}  // namespace muster
