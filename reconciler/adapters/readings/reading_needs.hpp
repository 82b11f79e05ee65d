#pragma once

#include <set>
#include <vector>

#include "reconciler/core/policy/policy.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// The history that a source must provide for the policies.
struct ReadingNeeds {
  Duration fine = std::chrono::minutes(30);  ///< Every sample within this time counts.
  std::set<Metric> day;                      ///< For these metrics a whole day matters, for the normal value.

  friend bool operator==(const ReadingNeeds&, const ReadingNeeds&) = default;
};

/// A median over a day needs at most one sample in this time.
inline constexpr Duration kCoarseStep = std::chrono::minutes(5);
/// A day, and the window of a rule.
inline constexpr Duration kLongestMemory = std::chrono::hours(26);

/// A shorter span shows the moment, not the load.
inline constexpr Duration kFirstSpan = 2s;

/// Returns the longest window of any rule plus the time of a stable scale down, and a margin.
ReadingNeeds needs_of(const std::vector<Policy>& policies);

}  // namespace muster
