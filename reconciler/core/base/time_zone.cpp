#include "reconciler/core/base/time_zone.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

/// No zone was ever further from UTC than this.
constexpr Duration kFurthest = 26h;

std::vector<ZoneChange>::const_iterator first_after(const TimeZone& zone, Instant at) {
  return std::upper_bound(zone.changes.begin(), zone.changes.end(), at,
                          [](Instant wanted, const ZoneChange& change) { return wanted < change.at; });
}

}  // namespace

Duration ahead_at(const TimeZone& zone, Instant at) {
  const auto next = first_after(zone, at);
  return next == zone.changes.begin() ? zone.first_ahead : std::prev(next)->ahead;
}

LocalTime local_time(const TimeZone& zone, Instant at) {
  return LocalTime(at.time_since_epoch() + ahead_at(zone, at));
}

LocalMatch match_local(const TimeZone& zone, LocalTime local) {
  LocalMatch match;
  const Instant as_utc(local.time_since_epoch());
  // Each stretch between two changes near that time is checked separately.
  auto ahead = ahead_at(zone, as_utc - kFurthest);
  auto begin = as_utc - kFurthest;
  for (auto next = first_after(zone, begin);; ++next) {
    const bool last = next == zone.changes.end() || next->at > as_utc + kFurthest;
    const auto at = as_utc - ahead;
    if (at >= begin && (last || at < next->at)) match.instants.push_back(at);
    if (last) break;
    const bool forward = next->ahead > ahead;
    if (forward && at >= next->at && as_utc - next->ahead < next->at) match.skipped_at = next->at;
    ahead = next->ahead;
    begin = next->at;
  }
  return match;
}

std::string format_local(const TimeZone& zone, Instant at) {
  const auto local = local_time(zone, at);
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const auto minutes = std::chrono::floor<std::chrono::minutes>(local - day).count();
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02} {}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), minutes / 60,
                     minutes % 60, zone.name);
}

}  // namespace muster
