#include "reconciler/core/policy/kind/cron.hpp"

#include <algorithm>
#include <vector>

namespace muster {
namespace {

using std::chrono::local_days;

/// Every date recurs within this number of days: leap days are at most eight years apart.
constexpr std::chrono::days kFarthestDay{366 * 9};

local_days day_of(LocalTime local) {
  return std::chrono::floor<std::chrono::days>(local);
}

void add_firing(std::vector<Instant>& firings, const Cron& cron, const TimeZone& zone, Doubled doubled,
                LocalTime local) {
  const auto match = match_local(zone, local);
  if (match.instants.empty()) {
    if (!cron.any_hour) firings.push_back(match.skipped_at);
  } else if (cron.any_hour) {
    firings.insert(firings.end(), match.instants.begin(), match.instants.end());
  } else {
    firings.push_back(doubled == Doubled::first ? match.instants.front() : match.instants.back());
  }
}

/// All instants at which it fires on that day, ascending.
std::vector<Instant> firings_on(const Cron& cron, const TimeZone& zone, Doubled doubled, local_days day) {
  std::vector<Instant> firings;
  if (!fires_on(cron, day)) return firings;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    if (!cron.hours[hour]) continue;
    for (std::size_t minute = 0; minute < 60; ++minute) {
      if (!cron.minutes[minute]) continue;
      const auto time = std::chrono::minutes(static_cast<int>(hour * 60 + minute));
      add_firing(firings, cron, zone, doubled, LocalTime(day) + time);
    }
  }
  std::sort(firings.begin(), firings.end());
  return firings;
}

}  // namespace

bool fires_on(const Cron& cron, local_days day) {
  const std::chrono::year_month_day date{day};
  if (!cron.months[static_cast<unsigned>(date.month())]) return false;
  const bool by_day = cron.days[static_cast<unsigned>(date.day())];
  const bool by_weekday = cron.weekdays[std::chrono::weekday(day).c_encoding()];
  if (cron.any_day) return by_weekday;
  if (cron.any_weekday) return by_day;
  return by_day || by_weekday;
}

std::optional<Instant> last_firing(const Cron& cron, const TimeZone& zone, Doubled doubled, Instant now,
                                   Instant not_before) {
  // One more day on either side: near a change of the clocks an instant may have the neighbouring date.
  const auto first = day_of(local_time(zone, now));
  for (auto day = first + std::chrono::days(1); first - day <= kFarthestDay; day -= std::chrono::days(1)) {
    if (Instant(LocalTime(day).time_since_epoch()) + std::chrono::days(3) < not_before) break;
    const auto firings = firings_on(cron, zone, doubled, day);
    const auto after = std::upper_bound(firings.begin(), firings.end(), now);
    if (after == firings.begin()) continue;
    return *std::prev(after) >= not_before ? std::optional(*std::prev(after)) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<Instant> next_firing(const Cron& cron, const TimeZone& zone, Doubled doubled, Instant after) {
  const auto first = day_of(local_time(zone, after));
  for (auto day = first - std::chrono::days(1); day - first <= kFarthestDay; day += std::chrono::days(1)) {
    const auto firings = firings_on(cron, zone, doubled, day);
    const auto next = std::upper_bound(firings.begin(), firings.end(), after);
    if (next != firings.end()) return *next;
  }
  return std::nullopt;
}

}  // namespace muster
