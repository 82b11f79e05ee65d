#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/declared/downtime_window.hpp"

namespace muster {

/// Hours in which the loop may start changes. In-flight changes always continue to their end.
struct MaintenanceWindows {
  std::vector<DowntimeWindow> allow;  ///< Only in these windows; none means at any time.
  std::vector<DowntimeWindow> deny;   ///< Never in these windows, even within `allow`.

  friend bool operator==(const MaintenanceWindows&, const MaintenanceWindows&) = default;
};

/// Returns the first instant from `now` on at which changes may start; nullopt if the windows never permit
/// it.
std::optional<Instant> maintenance_opening(const MaintenanceWindows& windows, Instant now);

/// Returns the reason why no change may start now, as a sentence without a final stop that includes the next
/// permitted time; nullopt if changes may start.
std::optional<std::string> held_by_maintenance(const MaintenanceWindows& windows, Instant now);

}  // namespace muster
