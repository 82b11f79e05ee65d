#include "reconciler/core/fleet/declared/maintenance.hpp"

#include <fmt/format.h>

namespace muster {
namespace {

bool is_open(const std::vector<DowntimeWindow>& windows, Instant at) {
  return closing_of(windows, at) > at;
}

/// The windows that are open at that instant, as they were declared.
std::string open_ones(const std::vector<DowntimeWindow>& windows, Instant at) {
  std::string names;
  for (const auto& window : windows)
    if (is_open({window}, at)) names += (names.empty() ? "" : ", ") + to_string(window);
  return names;
}

std::string all_of(const std::vector<DowntimeWindow>& windows) {
  std::string names;
  for (const auto& window : windows) names += (names.empty() ? "" : ", ") + to_string(window);
  return names;
}

}  // namespace

std::optional<Instant> maintenance_opening(const MaintenanceWindows& windows, Instant now) {
  // Windows repeat every week: an opening that does not exist within a week and a day never exists.
  const auto latest = now + std::chrono::days(8);
  for (auto at = now; at <= latest;) {
    const auto denied_until = closing_of(windows.deny, at);
    if (denied_until > at) {
      at = denied_until;
    } else if (windows.allow.empty() || is_open(windows.allow, at)) {
      return at;
    } else {
      at = *next_opening(windows.allow, at);
    }
  }
  return std::nullopt;
}

std::optional<std::string> held_by_maintenance(const MaintenanceWindows& windows, Instant now) {
  const auto opens = maintenance_opening(windows, now);
  if (opens == now) return std::nullopt;
  const bool denied = is_open(windows.deny, now);
  const auto why = denied ? fmt::format("maintenance.deny has {}", open_ones(windows.deny, now))
                          : fmt::format("maintenance.allow has only {}", all_of(windows.allow));
  if (!opens) return fmt::format("{}, and no hour of the week remains in which a change may start", why);
  return fmt::format("{}; no change starts before {}", why, format_instant(*opens));
}

}  // namespace muster
