#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// Hours of the week, by UTC: when machines may be taken off, when something may be begun. One that ends at
/// or before its beginning ends on the next day: "mon-fri 22:00-06:00" reaches into Saturday's morning.
struct DowntimeWindow {
  int first_day = 0;  ///< 0 is Monday; a first day behind the last one goes over the week's end.
  int last_day = 6;
  Duration from{0};  ///< Since midnight, below 24 h.
  Duration to{0};

  friend bool operator==(const DowntimeWindow&, const DowntimeWindow&) = default;
};
/// "mon-fri 22:00-06:00".
std::string to_string(const DowntimeWindow& window);

/// Whether all of the time between the two instants lies in windows. Windows may take turns.
bool lies_within(const std::vector<DowntimeWindow>& windows, Instant from, Instant to);
/// When the next window opens at or after `now`; nullopt when there is none.
std::optional<Instant> next_opening(const std::vector<DowntimeWindow>& windows, Instant now);
/// When the last of the windows that are open at `at` closes; `at` itself when none is open.
Instant closing_of(const std::vector<DowntimeWindow>& windows, Instant at);

}  // namespace muster
