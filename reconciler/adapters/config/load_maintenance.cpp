#include "reconciler/adapters/config/load_maintenance.hpp"

#include "reconciler/adapters/config/fields/declared_units.hpp"

namespace muster {

DowntimeWindow load_window(const DeclaredFields& fields) {
  DowntimeWindow window;
  if (const auto days = fields.read<DeclaredDays>("days", parse_days)) {
    window.first_day = days->first;
    window.last_day = days->last;
  }
  window.from = fields.read<Duration>("from", parse_clock_time).value_or(Duration(0));
  window.to = fields.read<Duration>("to", parse_clock_time).value_or(Duration(0));
  return window;
}

MaintenanceWindows load_maintenance(const DeclaredFields& fields) {
  MaintenanceWindows windows;
  for (const auto& window : fields.maps("allow")) windows.allow.push_back(load_window(window));
  for (const auto& window : fields.maps("deny")) windows.deny.push_back(load_window(window));
  // Windows repeat every week, so any instant is sufficient.
  if (!maintenance_opening(windows, Instant{}))
    fields.report("deny", "these windows leave no hour in which a change may start",
                  "an hour of the week that is not denied",
                  "suspend: true stops the loop from changing anything");
  return windows;
}

}  // namespace muster
