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

/// The number of whole seconds in a length; a fraction of a second is dropped.
constexpr std::int64_t whole_seconds(Duration length) {
  return std::chrono::duration_cast<std::chrono::seconds>(length).count();
}

/// RFC 3339 in UTC: "2026-11-23T20:00:00Z"; milliseconds only if they are not zero.
std::string format_instant(Instant at);
/// Parses RFC 3339 with "Z" or a numeric offset and up to nine digits of fraction. Fails with invalid.
Result<Instant> parse_instant(const std::string& text);

/// The exact form, large units first: "5m", "1h30m", "250ms", "1d"; "0s" for zero.
std::string format_duration(Duration length);
/// Parses "30s", "5m", "1h30m", "24h", "7d", "250ms". Fails with invalid, also for a number without a unit.
Result<Duration> parse_duration(const std::string& text);

}  // namespace muster
