#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// What a clock on the wall shows, without saying where: it may never come or come twice.
using LocalTime = std::chrono::local_time<Duration>;

/// From an instant on the clocks of a zone are so far ahead of UTC.
struct ZoneChange {
  Instant at;
  Duration ahead{0};

  friend bool operator==(const ZoneChange&, const ZoneChange&) = default;
};

/// The rules of one time zone as a value: every change of its clocks, as far as anybody has decided them.
struct TimeZone {
  std::string name = "UTC";         ///< As in the IANA database: "Europe/Berlin".
  Duration first_ahead{0};          ///< Before the first change.
  std::vector<ZoneChange> changes;  ///< Ascending.

  friend bool operator==(const TimeZone&, const TimeZone&) = default;
};

/// How far ahead of UTC the zone's clocks are at that instant.
Duration ahead_at(const TimeZone& zone, Instant at);
LocalTime local_time(const TimeZone& zone, Instant at);

/// When the zone's clocks show that time.
struct LocalMatch {
  std::vector<Instant> instants;  ///< One; two, the earlier first, where the clocks go back over it.
  Instant skipped_at;             ///< With no instant: when the clocks go forward over it.
};
LocalMatch match_local(const TimeZone& zone, LocalTime local);

/// "2026-03-29 03:00 Europe/Berlin".
std::string format_local(const TimeZone& zone, Instant at);

}  // namespace muster
