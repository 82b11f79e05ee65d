#pragma once

#include <bitset>
#include <optional>
#include <string>

#include "reconciler/core/base/time_zone.hpp"

namespace muster {

/// A cron expression: the minutes at which something fires, by the clocks of a zone.
struct Cron {
  std::string text;  ///< As declared: "0 8 * * mon-fri".
  std::bitset<60> minutes;
  std::bitset<24> hours;
  std::bitset<32> days;     ///< Of the month, from 1.
  std::bitset<13> months;   ///< From 1.
  std::bitset<7> weekdays;  ///< From Sunday.
  bool any_day = true;      ///< The day of the month was *: only the weekday counts.
  bool any_weekday = true;
  bool any_hour = true;  ///< The hour was * or every so many: it fires as time passes, not at a time of day.

  friend bool operator==(const Cron&, const Cron&) = default;
};

/// Whether it fires on that day.
bool fires_on(const Cron& cron, std::chrono::local_days day);

/// Which of two instants a time of day means that the clocks show twice.
enum class Doubled { first, last };

/// The newest instant at or before `now` at which it fires, but none before `not_before`.
///
/// Where the clocks go forward over a time of day, it fires at the instant at which they do; where they go
/// back over it, once, at the `doubled` one of the two. What fires in every hour is left alone by both: it
/// fires whenever the clocks show its minute.
std::optional<Instant> last_firing(const Cron& cron, const TimeZone& zone, Doubled doubled, Instant now,
                                   Instant not_before);
/// The first instant after `after` at which it fires; nullopt when there is none for nine years.
std::optional<Instant> next_firing(const Cron& cron, const TimeZone& zone, Doubled doubled, Instant after);

}  // namespace muster
