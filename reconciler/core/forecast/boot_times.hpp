#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "reconciler/core/base/time.hpp"

namespace muster::forecast {

/// Boot times of the last machines of one size in one region, from creation to service.
struct BootTimes {
  std::deque<std::int64_t> seconds;  ///< Oldest first; the last fifty.

  void note(Duration took);
  /// Returns the time within which `percent` percent of them were up; nullopt if there are fewer than three.
  std::optional<Duration> percentile(int percent) const;

  friend bool operator==(const BootTimes&, const BootTimes&) = default;
};

}  // namespace muster::forecast
