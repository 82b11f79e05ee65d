#include "reconciler/adapters/config/fields/declared_units.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <string_view>

#include "reconciler/adapters/schema/scalar_formats.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {
namespace {

constexpr std::int64_t kMiB = 1 << 20;
constexpr std::int64_t kGiB = 1 << 30;

Error wrong(const std::string& text, const std::string& wanted) {
  return {ErrorKind::invalid, fmt::format("\"{}\" is not {}", text.substr(0, 60), wanted)};
}

Result<int> parse_whole(const std::string& text, std::int64_t unit, const char* name, const char* example) {
  const auto bytes = parse_size_bytes(text);
  if (!bytes) return bytes.error();
  if (*bytes % unit != 0 || *bytes / unit > 1'000'000'000)
    return wrong(text, fmt::format("a whole number of {} such as {}", name, example));
  return static_cast<int>(*bytes / unit);
}

/// A whole decimal number of at most nine digits.
std::optional<int> digits_in(std::string_view text) {
  int number = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, problem] = std::from_chars(text.data(), end, number);
  if (problem != std::errc() || stopped != end || text.empty() || text.front() == '-') return std::nullopt;
  return number;
}

std::optional<int> port_in(std::string_view text) {
  const auto number = digits_in(text);
  return number && *number >= 1 && *number <= 65535 ? number : std::nullopt;
}

std::optional<Measure> multiple_in(const std::string& text) {
  constexpr std::string_view kSuffix = "x normal";
  if (!text.ends_with(kSuffix)) return std::nullopt;
  const auto number = parse_measure(text.substr(0, text.size() - kSuffix.size()));
  if (!number || *number <= Measure{} || *number > Measure::whole(1000)) return std::nullopt;
  return *number;
}

}  // namespace

Result<int> parse_whole_gib(const std::string& text) {
  return parse_whole(text, kGiB, "GiB", "50GiB");
}

Result<int> parse_whole_mib(const std::string& text) {
  return parse_whole(text, kMiB, "MiB", "512MiB");
}

Result<int> parse_volume_gib(const std::string& text) {
  auto gib = parse_whole_gib(text);
  if (gib && (*gib < 1 || *gib > 16384)) return wrong(text, "a volume's size: 1GiB to 16TiB");
  return gib;
}

Result<Money> parse_money_per(const std::string& text, const std::string& per) {
  const auto wanted = "dollars such as $12" + per;
  if (!text.starts_with('$') || !text.ends_with(per)) return wrong(text, wanted);
  const auto amount = parse_money(text.substr(0, text.size() - per.size()));
  return amount ? amount : wrong(text, wanted);
}

Result<Money> parse_monthly_money(const std::string& text) {
  return parse_money_per(text, "/month");
}

Result<DeclaredDays> parse_days(const std::string& text) {
  static constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  const auto day = [&](std::string_view word) -> std::optional<int> {
    for (std::size_t i = 0; i < kDays.size(); ++i) {
      if (kDays[i] == word) return static_cast<int>(i);
    }
    return std::nullopt;
  };
  const auto dash = text.find('-');
  const auto first = day(std::string_view(text).substr(0, dash));
  const auto last = dash == std::string::npos ? first : day(std::string_view(text).substr(dash + 1));
  if (!first || !last) return wrong(text, "a day such as sat, or days such as mon-fri");
  return DeclaredDays{*first, *last};
}

Result<Duration> parse_clock_time(const std::string& text) {
  const auto hours = text.size() == 5 ? digits_in(std::string_view(text).substr(0, 2)) : std::nullopt;
  const auto minutes = text.size() == 5 ? digits_in(std::string_view(text).substr(3)) : std::nullopt;
  if (!hours || !minutes || text[2] != ':' || *hours > 23 || *minutes > 59)
    return wrong(text, "a time of day such as 22:00");
  return Duration(std::chrono::hours(*hours) + std::chrono::minutes(*minutes));
}

Result<DeclaredLine> parse_line(Metric metric, const std::string& text) {
  if (const auto multiple = multiple_in(text)) return DeclaredLine{*multiple, true};
  switch (info_of(metric).unit) {
    case MetricUnit::percent: {
      const auto share = parse_percent(text);
      if (!share || !text.ends_with('%'))
        return wrong(text, "a share such as 80%, or a multiple such as 2x normal");
      return DeclaredLine{*share};
    }
    case MetricUnit::milliseconds: {
      const auto time = parse_duration(text);
      if (!time) return wrong(text, "a time such as 500ms, or a multiple such as 2x normal");
      return DeclaredLine{Measure::whole(time->count())};
    }
    case MetricUnit::count: {
      const auto count = digits_in(text);
      if (!count)
        return wrong(text, fmt::format("a number of {} such as 10, or a multiple such as 2x normal",
                                       to_string(metric)));
      return DeclaredLine{Measure::whole(*count)};
    }
    case MetricUnit::bytes: {
      const auto bytes = parse_size_bytes(text);
      if (!bytes || digits_in(text) || *bytes > INT64_MAX / 1000)
        return wrong(text, "a size such as 40GiB, or a multiple such as 2x normal");
      return DeclaredLine{Measure::whole(*bytes)};
    }
  }
  return wrong(text, "a line");
}

Result<Endpoint> parse_endpoint(const std::string& text) {
  const auto colon = text.find(':');
  const auto port =
      colon == std::string::npos ? std::nullopt : port_in(std::string_view(text).substr(colon + 1));
  if (!port) return wrong(text, "a protocol and a port from 1 to 65535, such as http:8080");
  return Endpoint{text.substr(0, colon), *port};
}

Result<std::string> parse_ports(const std::string& text) {
  if (text == "all") return text;
  const auto dash = text.find('-');
  const auto first = port_in(std::string_view(text).substr(0, dash));
  const auto last = dash == std::string::npos ? first : port_in(std::string_view(text).substr(dash + 1));
  if (!first || !last || *last < *first)
    return wrong(text, "a port from 1 to 65535 such as 22, a range such as 8000-9000, or all");
  return text;
}

Result<std::string> parse_address_range(const std::string& text) {
  const auto slash = text.find('/');
  const auto address = text.substr(0, slash);
  const bool six = address.find(':') != std::string::npos;
  const int bits = six ? 128 : 32;
  std::array<unsigned char, 16> bytes{};
  const bool parsed = inet_pton(six ? AF_INET6 : AF_INET, address.c_str(), bytes.data()) == 1;
  const auto prefix =
      slash == std::string::npos ? std::optional(bits) : digits_in(std::string_view(text).substr(slash + 1));
  if (!parsed || !prefix || *prefix > bits)
    return wrong(text, "an address range such as 203.0.113.0/24 or 2001:db8::/32");
  for (int bit = *prefix; bit < bits; ++bit) {
    if (bytes[static_cast<std::size_t>(bit / 8)] & (0x80 >> bit % 8))
      return wrong(text, fmt::format("a range: it has bits beyond /{}", *prefix));
  }
  return text;
}

bool is_private_range(const std::string& range) {
  std::array<unsigned char, 4> bytes{};
  const auto slash = range.find('/');
  const auto bits =
      slash == std::string::npos ? std::optional(32) : digits_in(std::string_view(range).substr(slash + 1));
  if (!bits || inet_pton(AF_INET, range.substr(0, slash).c_str(), bytes.data()) != 1) return false;
  const bool ten = bytes[0] == 10 && *bits >= 8;
  const bool from_172_16 = bytes[0] == 172 && (bytes[1] & 0xf0) == 16 && *bits >= 12;
  const bool from_192_168 = bytes[0] == 192 && bytes[1] == 168 && *bits >= 16;
  return ten || from_172_16 || from_192_168;
}

}  // namespace muster
