#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/policy/kind/cron.hpp"
#include "reconciler/core/policy/kind/spare.hpp"

namespace muster {

/// A recurring time window, and the minimum resources of the pool within it.
struct ScheduleWindow {
  std::string name;
  TimeZone zone;
  Cron start;
  std::optional<Duration> lasting;  ///< Its length; or
  std::optional<Cron> end;          ///< it lasts until this fires next. Exactly one of the two.
  int machines = 0;                 ///< Smallest number of machines; 0: any number.
  SizeName size;                    ///< Smallest size; empty: any.
  int agents = 0;                   ///< Smallest number of agents that the pool has capacity for.
  std::optional<SpareRoom> spare;
  SourceMark at;

  friend bool operator==(const ScheduleWindow&, const ScheduleWindow&) = default;
};

/// Time windows. Like a tier, an open window sets a minimum and never removes anything.
struct Schedule {
  std::vector<ScheduleWindow> windows;
  friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// Whether a window is open, and the time of the next change.
struct WindowState {
  bool open = false;
  Instant since;                 ///< Its start, if it is open.
  std::optional<Instant> until;  ///< Its end if it is open; otherwise its next start.

  friend bool operator==(const WindowState&, const WindowState&) = default;
};

/// Returns the state of a window at an instant. If the clocks show a time of day twice, the window starts at
/// the first one and ends at the last one. So it never becomes shorter. `lasting` is elapsed time,
/// independent of the clocks.
WindowState state_of(const ScheduleWindow& window, Instant now);

}  // namespace muster
