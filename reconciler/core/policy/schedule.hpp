#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/policy/cron.hpp"

namespace muster {

/// Spare capacity beyond the present use. Exactly one of the three is more than 0.
struct SpareRoom {
  int machines = 0;  ///< Number of machines beyond the need of the agents.
  int percent = 0;   ///< Capacity for this percentage of additional agents.
  int agents = 0;    ///< Capacity for this number of additional agents.

  friend bool operator==(const SpareRoom&, const SpareRoom&) = default;
};

/// Keeps spare capacity at all times.
struct Spare {
  SpareRoom room;
  SourceMark at;

  friend bool operator==(const Spare&, const Spare&) = default;
};

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
