#pragma once

#include <bitset>
#include <optional>
#include <string>

#include "reconciler/core/base/time_zone.hpp"

namespace muster {

/// A cron expression: the minutes at which it fires, by the clocks of a zone.
struct Cron {
  std::string text;  ///< As declared: "0 8 * * mon-fri".
  std::bitset<60> minutes;
  std::bitset<24> hours;
  std::bitset<32> days;     ///< Of the month, from 1.
  std::bitset<13> months;   ///< From 1.
  std::bitset<7> weekdays;  ///< From Sunday.
  bool any_day = true;      ///< The day of the month was *: only the weekday matters.
  bool any_weekday = true;
  bool any_hour = true;  ///< The hour was * or a step: it fires at intervals, not at a time of day.

  friend bool operator==(const Cron&, const Cron&) = default;
};

/// Whether it fires on that day.
bool fires_on(const Cron& cron, std::chrono::local_days day);

/// The instant of a time of day that the clocks show twice.
enum class Doubled { first, last };

/// Returns the newest instant at or before `now` at which it fires, but none before `not_before`.
///
/// If the clocks skip a time of day, it fires at the instant of the skip. If they show it twice, it fires
/// once, at the `doubled` one. An expression that fires in every hour is not affected: it fires whenever the
/// clocks show its minute.
std::optional<Instant> last_firing(const Cron& cron, const TimeZone& zone, Doubled doubled, Instant now,
                                   Instant not_before);
/// Returns the first instant after `after` at which it fires; nullopt if there is none within nine years.
std::optional<Instant> next_firing(const Cron& cron, const TimeZone& zone, Doubled doubled, Instant after);

}  // namespace muster
