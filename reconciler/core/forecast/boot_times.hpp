#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "reconciler/core/base/time.hpp"

namespace muster::forecast {

/// How long the last machines of one size in one region took from their making to their work.
struct BootTimes {
  std::deque<std::int64_t> seconds;  ///< From old to new; the last fifty.

  void note(Duration took);
  /// The time within which so many percent of them were up; nullopt while there are fewer than three.
  std::optional<Duration> percentile(int percent) const;

  friend bool operator==(const BootTimes&, const BootTimes&) = default;
};

}  // namespace muster::forecast
