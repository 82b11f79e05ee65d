#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/downtime_window.hpp"

namespace muster {

/// When the loop may begin something. What is under way goes on to its end either way.
struct MaintenanceWindows {
  std::vector<DowntimeWindow> allow;  ///< Only then; none means at any time.
  std::vector<DowntimeWindow> deny;   ///< Never then, not even within `allow`.

  friend bool operator==(const MaintenanceWindows&, const MaintenanceWindows&) = default;
};

/// The first instant, `now` or later, at which something may be begun; nullopt when the windows leave no room
/// in any week.
std::optional<Instant> maintenance_opening(const MaintenanceWindows& windows, Instant now);

/// Why nothing may be begun now, as a sentence without final stop that tells when it may; nullopt when it
/// may.
std::optional<std::string> held_by_maintenance(const MaintenanceWindows& windows, Instant now);

}  // namespace muster
