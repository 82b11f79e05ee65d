#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/policy/cron.hpp"

namespace muster {

/// Room kept free over what is used. Exactly one of the three is more than 0.
struct SpareRoom {
  int machines = 0;  ///< So many machines more than the agents need.
  int percent = 0;   ///< Room for so many percent more agents than there are.
  int agents = 0;    ///< Room for so many more agents than there are.

  friend bool operator==(const SpareRoom&, const SpareRoom&) = default;
};

/// Keeps room free at all times.
struct Spare {
  SpareRoom room;
  SourceMark at;

  friend bool operator==(const Spare&, const Spare&) = default;
};

/// A time that comes again and again, and what the pool is, at least, while it lasts.
struct ScheduleWindow {
  std::string name;
  TimeZone zone;
  Cron start;
  std::optional<Duration> lasting;  ///< So long; or
  std::optional<Cron> end;          ///< until this fires next. Exactly one of the two.
  int machines = 0;                 ///< So many, at least; 0: any number.
  SizeName size;                    ///< Of at least this size; empty: any.
  int agents = 0;                   ///< Room for so many, at least.
  std::optional<SpareRoom> spare;
  SourceMark at;

  friend bool operator==(const ScheduleWindow&, const ScheduleWindow&) = default;
};

/// Windows of time. Like a tier, one that is open is a floor: it never takes away.
struct Schedule {
  std::vector<ScheduleWindow> windows;
  friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// Whether a window is open, and when that changes.
struct WindowState {
  bool open = false;
  Instant since;                 ///< When it opened, if it is.
  std::optional<Instant> until;  ///< When it closes, or, while it is shut, when it opens next.

  friend bool operator==(const WindowState&, const WindowState&) = default;
};

/// Looks at a window at an instant. It opens at the first of two doubled times of day and closes at the last:
/// no change of the clocks makes it shorter. `lasting` is time that passes, whatever the clocks do meanwhile.
WindowState state_of(const ScheduleWindow& window, Instant now);

}  // namespace muster
