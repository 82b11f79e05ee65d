#include "reconciler/core/base/time.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>

namespace muster {
namespace {

/// Reads exactly `digits` decimal digits at `at`; -1 if there are fewer.
int digits_at(const std::string& text, std::size_t& at, int digits) {
  int value = 0;
  for (int i = 0; i < digits; ++i, ++at) {
    if (at >= text.size() || !std::isdigit(static_cast<unsigned char>(text[at]))) return -1;
    value = value * 10 + (text[at] - '0');
  }
  return value;
}

bool skip(const std::string& text, std::size_t& at, char a, char b) {
  if (at >= text.size() || (text[at] != a && text[at] != b)) return false;
  ++at;
  return true;
}

}  // namespace

std::string format_instant(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const auto ms = (at - day).count();
  auto text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                          static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                          ms / 3'600'000, ms / 60'000 % 60, ms / 1'000 % 60);
  if (ms % 1'000 != 0) text += fmt::format(".{:03}", ms % 1'000);
  return text + "Z";
}

Result<Instant> parse_instant(const std::string& text) {
  const Error wrong{ErrorKind::invalid,
                    fmt::format("\"{}\" is not a time such as 2026-11-23T20:00:00Z", text)};
  std::size_t at = 0;
  const int year = digits_at(text, at, 4);
  if (year < 0 || !skip(text, at, '-', '-')) return wrong;
  const int month = digits_at(text, at, 2);
  if (month < 1 || !skip(text, at, '-', '-')) return wrong;
  const int day = digits_at(text, at, 2);
  if (day < 1 || !skip(text, at, 'T', 't')) return wrong;
  const int hour = digits_at(text, at, 2);
  if (hour < 0 || hour > 23 || !skip(text, at, ':', ':')) return wrong;
  const int minute = digits_at(text, at, 2);
  if (minute < 0 || minute > 59 || !skip(text, at, ':', ':')) return wrong;
  const int second = digits_at(text, at, 2);
  if (second < 0 || second > 59) return wrong;

  int ms = 0;
  if (at < text.size() && text[at] == '.') {
    ++at;
    int seen = 0;
    for (; at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])); ++at, ++seen) {
      if (seen < 3) ms = ms * 10 + (text[at] - '0');
    }
    if (seen == 0 || seen > 9) return wrong;
    for (; seen < 3; ++seen) ms *= 10;
  }

  std::chrono::minutes offset{0};
  if (!skip(text, at, 'Z', 'z')) {
    if (at >= text.size() || (text[at] != '+' && text[at] != '-')) return wrong;
    const int sign = text[at++] == '+' ? 1 : -1;
    const int hours = digits_at(text, at, 2);
    if (hours < 0 || hours > 23 || !skip(text, at, ':', ':')) return wrong;
    const int minutes = digits_at(text, at, 2);
    if (minutes < 0 || minutes > 59) return wrong;
    offset = std::chrono::minutes(sign * (hours * 60 + minutes));
  }
  if (at != text.size()) return wrong;

  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return wrong;
  return Instant(std::chrono::sys_days(date)) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second) + std::chrono::milliseconds(ms) - offset;
}

namespace {

struct Unit {
  const char* name;
  std::int64_t ms;
};
constexpr std::array<Unit, 5> kUnits{
    {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};

}  // namespace

std::string format_duration(Duration length) {
  auto left = length.count();
  if (left == 0) return "0s";
  std::string text = left < 0 ? "-" : "";
  left = left < 0 ? -left : left;
  for (const auto& unit : kUnits) {
    if (left < unit.ms) continue;
    text += fmt::format("{}{}", left / unit.ms, unit.name);
    left %= unit.ms;
  }
  return text;
}

Result<Duration> parse_duration(const std::string& text) {
  const Error wrong{ErrorKind::invalid,
                    fmt::format("\"{}\" is not a duration such as 30s, 5m, 1h30m or 7d", text)};
  std::int64_t total = 0;
  std::size_t at = 0;
  std::size_t last = 0;  // Units must come from large to small, each once.
  while (at < text.size()) {
    // The sum of all units with nine digits each is far from the largest number.
    constexpr std::size_t kMostDigits = 9;
    std::int64_t value = 0;
    std::size_t digits = 0;
    for (; at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])); ++at) {
      if (++digits > kMostDigits) return wrong;
      value = value * 10 + (text[at] - '0');
    }
    if (digits == 0) return wrong;
    std::size_t end = at;
    while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end]))) ++end;
    const auto name = text.substr(at, end - at);
    std::size_t unit = last;
    while (unit < kUnits.size() && name != kUnits[unit].name) ++unit;
    if (unit == kUnits.size()) return wrong;
    total += value * kUnits[unit].ms;
    last = unit + 1;
    at = end;
  }
  if (text.empty()) return wrong;
  return Duration(total);
}

}  // namespace muster
