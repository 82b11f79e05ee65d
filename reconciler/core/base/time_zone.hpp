#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// The time of a wall clock without its place. It may never occur, or occur twice.
using LocalTime = std::chrono::local_time<Duration>;

/// From `at` on, the clocks of a zone are `ahead` of UTC.
struct ZoneChange {
  Instant at;
  Duration ahead{0};

  friend bool operator==(const ZoneChange&, const ZoneChange&) = default;
};

/// The rules of one time zone as a value: every known change of its clocks.
struct TimeZone {
  std::string name = "UTC";         ///< As in the IANA database: "Europe/Berlin".
  Duration first_ahead{0};          ///< Offset before the first change.
  std::vector<ZoneChange> changes;  ///< Ascending.

  friend bool operator==(const TimeZone&, const TimeZone&) = default;
};

/// Returns the offset of the zone's clocks from UTC at that instant.
Duration ahead_at(const TimeZone& zone, Instant at);
LocalTime local_time(const TimeZone& zone, Instant at);

/// The instants at which the zone's clocks show a given time.
struct LocalMatch {
  /// One instant; two, the earlier first, if the clocks go back over the time.
  std::vector<Instant> instants;
  Instant skipped_at;  ///< If there is no instant: the moment at which the clocks skip the time.
};
LocalMatch match_local(const TimeZone& zone, LocalTime local);

/// "2026-03-29 03:00 Europe/Berlin".
std::string format_local(const TimeZone& zone, Instant at);

}  // namespace muster
