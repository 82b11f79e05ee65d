#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// Hours of the week in UTC, in which machines may be off or changes may start. A window that does not end
/// after its start ends on the next day: "mon-fri 22:00-06:00" includes Saturday morning.
struct DowntimeWindow {
  /// 0 is Monday. If the first day is after the last day, the range includes the end of the week.
  int first_day = 0;
  int last_day = 6;
  Duration from{0};  ///< Since midnight, less than 24 h.
  Duration to{0};

  friend bool operator==(const DowntimeWindow&, const DowntimeWindow&) = default;
};
/// "mon-fri 22:00-06:00".
std::string to_string(const DowntimeWindow& window);

/// Whether windows cover all of the time between the two instants; several windows may follow each other.
bool lies_within(const std::vector<DowntimeWindow>& windows, Instant from, Instant to);
/// Returns the start of the next window at or after `now`; nullopt if there is none.
std::optional<Instant> next_opening(const std::vector<DowntimeWindow>& windows, Instant now);
/// Returns the latest end of the windows that are open at `at`; `at` itself if none is open.
Instant closing_of(const std::vector<DowntimeWindow>& windows, Instant at);

}  // namespace muster
