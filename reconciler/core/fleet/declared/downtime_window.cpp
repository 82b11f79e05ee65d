#include "reconciler/core/fleet/declared/downtime_window.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace muster {
namespace {

using Days = std::chrono::days;

constexpr std::array<const char*, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

int weekday_of(std::chrono::sys_days day) {
  return static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1;
}

bool opens_on(const DowntimeWindow& window, std::chrono::sys_days day) {
  const int weekday = weekday_of(day);
  if (window.first_day <= window.last_day) return weekday >= window.first_day && weekday <= window.last_day;
  return weekday >= window.first_day || weekday <= window.last_day;
}

struct Open {
  Instant from;
  Instant to;
};

Open on(const DowntimeWindow& window, std::chrono::sys_days day) {
  const Instant midnight = day;
  const auto to = window.to > window.from ? window.to : window.to + Days(1);
  return {midnight + window.from, midnight + to};
}

std::string clock_time(Duration since_midnight) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(since_midnight).count();
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

}  // namespace

std::string to_string(const DowntimeWindow& window) {
  std::string days = kDays[static_cast<std::size_t>(window.first_day)];
  if (window.last_day != window.first_day)
    days += std::string("-") + kDays[static_cast<std::size_t>(window.last_day)];
  return fmt::format("{} {}-{}", days, clock_time(window.from), clock_time(window.to));
}

Instant closing_of(const std::vector<DowntimeWindow>& windows, Instant at) {
  auto latest = at;
  const auto today = std::chrono::floor<Days>(at);
  for (const auto& window : windows) {
    for (const auto day : {today - Days(1), today}) {
      if (!opens_on(window, day)) continue;
      const auto open = on(window, day);
      if (open.from <= at && at < open.to) latest = std::max(latest, open.to);
    }
  }
  return latest;
}

bool lies_within(const std::vector<DowntimeWindow>& windows, Instant from, Instant to) {
  for (auto at = from;;) {
    const auto until = closing_of(windows, at);
    if (until == at) return false;
    if (until >= to) return true;
    at = until;
  }
}

std::optional<Instant> next_opening(const std::vector<DowntimeWindow>& windows, Instant now) {
  std::optional<Instant> next;
  const auto today = std::chrono::floor<Days>(now);
  for (const auto& window : windows) {
    for (int ahead = 0; ahead <= 7; ++ahead) {
      const auto day = today + Days(ahead);
      if (!opens_on(window, day)) continue;
      const auto opens = on(window, day).from;
      if (opens >= now && (!next || opens < *next)) next = opens;
    }
  }
  return next;
}

}  // namespace muster
