#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

using Duration = std::chrono::milliseconds;
/// A moment in UTC, to the millisecond.
using Instant = std::chrono::sys_time<Duration>;

using namespace std::chrono_literals;

/// How many whole seconds a length has; what is left of the last second is dropped.
constexpr std::int64_t whole_seconds(Duration length) {
  return std::chrono::duration_cast<std::chrono::seconds>(length).count();
}

/// RFC 3339 in UTC: "2026-11-23T20:00:00Z"; milliseconds only when there are any.
std::string format_instant(Instant at);
/// Reads RFC 3339 with "Z" or a numeric offset and up to nine digits of fraction.
Result<Instant> parse_instant(const std::string& text);

/// The exact form, large units first: "5m", "1h30m", "250ms", "1d"; "0s" for nothing.
std::string format_duration(Duration length);
/// Reads "30s", "5m", "1h30m", "24h", "7d", "250ms". A bare number is refused: it has no unit.
Result<Duration> parse_duration(const std::string& text);

}  // namespace muster
