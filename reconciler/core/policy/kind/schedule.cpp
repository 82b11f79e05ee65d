#include "reconciler/core/policy/kind/schedule.hpp"

namespace muster {
namespace {

/// The time at which a window that opened at `opened` closes; nullopt if it never does.
std::optional<Instant> close_of(const ScheduleWindow& window, Instant opened) {
  if (window.lasting) return opened + *window.lasting;
  return next_firing(*window.end, window.zone, Doubled::last, opened);
}

}  // namespace

WindowState state_of(const ScheduleWindow& window, Instant now) {
  const auto reach = window.lasting ? *window.lasting : Duration(std::chrono::days(366 * 9));
  const auto opened = last_firing(window.start, window.zone, Doubled::first, now, now - reach);
  if (opened) {
    const auto closes = close_of(window, *opened);
    if (!closes || now < *closes) return {true, *opened, closes};
  }
  return {false, {}, next_firing(window.start, window.zone, Doubled::first, now)};
}

}  // namespace muster
