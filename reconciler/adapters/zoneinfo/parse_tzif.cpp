#include "reconciler/adapters/zoneinfo/parse_tzif.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "reconciler/adapters/zoneinfo/posix_zone.hpp"

namespace muster {
namespace {

constexpr std::chrono::year kLastYear{2100};
constexpr std::size_t kHeader = 44;

/// How much of each there is in one block of data.
struct Counts {
  std::size_t ut_marks = 0;
  std::size_t standard_marks = 0;
  std::size_t leap_seconds = 0;
  std::size_t times = 0;
  std::size_t types = 0;
  std::size_t letters = 0;

  std::size_t bytes(std::size_t time_size) const {
    return times * time_size + times + types * 6 + letters + leap_seconds * (time_size + 4) + standard_marks +
           ut_marks;
  }
};

std::int64_t big_endian(const std::string& bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = (static_cast<unsigned char>(bytes[at]) & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return static_cast<std::int64_t>(value);
}

/// The counts in the header at `at`; false when there is none.
bool read_header(const std::string& bytes, std::size_t at, Counts& counts) {
  if (bytes.size() < at + kHeader || bytes.compare(at, 4, "TZif") != 0) return false;
  std::array<std::size_t*, 6> in_order = {&counts.ut_marks, &counts.standard_marks, &counts.leap_seconds,
                                          &counts.times,    &counts.types,          &counts.letters};
  for (std::size_t i = 0; i < in_order.size(); ++i) {
    const auto count = big_endian(bytes, at + 20 + i * 4, 4);
    if (count < 0 || count > 1'000'000) return false;
    *in_order[i] = static_cast<std::size_t>(count);
  }
  return true;
}

/// Times beyond the range of an Instant are set to its ends.
Instant instant_of(std::int64_t seconds) {
  constexpr std::int64_t kFar = 4'000'000'000'000;
  return Instant(std::chrono::seconds(std::clamp(seconds, -kFar, kFar)));
}

}  // namespace

Result<TimeZone> parse_tzif(const std::string& name, const std::string& bytes) {
  const Error wrong{ErrorKind::invalid, fmt::format("the data of time zone {} cannot be read", name)};
  Counts old;
  Counts counts;
  if (!read_header(bytes, 0, old) || bytes[4] < '2') return wrong;
  const auto second = kHeader + old.bytes(4);
  if (!read_header(bytes, second, counts)) return wrong;
  const auto times = second + kHeader;
  const auto kinds = times + counts.times * 8;
  const auto types = kinds + counts.times;
  const auto footer = times + counts.bytes(8);
  if (bytes.size() < footer + 2 || counts.types == 0 || bytes[footer] != '\n') return wrong;
  const auto ahead_of = [&](std::size_t type) {
    return std::chrono::seconds(big_endian(bytes, types + type * 6, 4));
  };
  TimeZone zone;
  zone.name = name;
  zone.first_ahead = ahead_of(0);
  for (std::size_t i = 0; i < counts.times; ++i) {
    const auto type = static_cast<std::size_t>(static_cast<unsigned char>(bytes[kinds + i]));
    if (type >= counts.types) return wrong;
    const auto at = instant_of(big_endian(bytes, times + i * 8, 8));
    if (!zone.changes.empty() && at <= zone.changes.back().at) return wrong;
    zone.changes.push_back({at, ahead_of(type)});
  }
  const auto end = bytes.find('\n', footer + 1);
  if (end == std::string::npos) return wrong;
  const auto rule = bytes.substr(footer + 1, end - footer - 1);
  if (rule.empty()) return zone;
  if (auto added = add_changes_by_rule(zone, rule, kLastYear); !added) return wrong;
  return zone;
}

}  // namespace muster
