#pragma once

#include <set>
#include <vector>

#include "reconciler/core/policy/policy.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// How much of the past a source must be able to tell, for the policies that there are.
struct ReadingNeeds {
  Duration fine = std::chrono::minutes(30);  ///< So far back every sample counts.
  std::set<Metric> day;                      ///< Of these a whole day matters, for what is normal.

  friend bool operator==(const ReadingNeeds&, const ReadingNeeds&) = default;
};

/// A median over a day asks for no more than one sample in this time.
inline constexpr Duration kCoarseStep = std::chrono::minutes(5);
/// A day, and the window that is judged.
inline constexpr Duration kLongestMemory = std::chrono::hours(26);

/// Shorter spans than this say more about the moment than about the load.
inline constexpr Duration kFirstSpan = 2s;

/// The longest window of any rule with the time that a way down must be steady, and a little more.
ReadingNeeds needs_of(const std::vector<Policy>& policies);

}  // namespace muster
