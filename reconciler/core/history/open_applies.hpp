#pragma once

#include <set>
#include <vector>

#include "reconciler/core/history/journal_entry.hpp"

namespace muster {

/// An open apply: it was killed, lost its journal, or ended with an unknown outcome of a change.
struct OpenApply {
  ApplyStarted started;
  Instant at;                  ///< Time of its last start.
  std::set<ChangeId> changes;  ///< Changes with calls and without a recorded success or failure.
  bool ended = false;          ///< It recorded its end; otherwise it stopped without a record.

  friend bool operator==(const OpenApply&, const OpenApply&) = default;
};

/// Open applies are searched in this period.
inline constexpr Duration kOpenWithin = std::chrono::hours(24 * 7);

/// Returns the fleet's open applies, each plan once, oldest first. They must be completed before any other
/// change of the fleet.
std::vector<OpenApply> open_applies(const std::vector<JournalEntry>& entries, const FleetName& fleet);

/// Returns the part of a plan that such an apply started: the same plan with only the open changes.
Plan begun_part(const Plan& plan, const std::set<ChangeId>& open);

}  // namespace muster
