#include "reconciler/adapters/http/http_date.hpp"

#include <array>
#include <charconv>

namespace muster {
namespace {

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

std::optional<unsigned> month(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i] == name) return i + 1;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Instant> parse_http_date(std::string_view text) {
  // "Mon, 23 Nov 2026 20:00:00 GMT": every part has its place.
  if (text.size() != 29 || text.substr(25) != " GMT" || text[16] != ' ' || text[19] != ':' || text[22] != ':')
    return std::nullopt;
  const auto day = number(text.substr(5, 2));
  const auto mon = month(text.substr(8, 3));
  const auto year = number(text.substr(12, 4));
  const auto hours = number(text.substr(17, 2));
  const auto minutes = number(text.substr(20, 2));
  const auto seconds = number(text.substr(23, 2));
  if (!day || !mon || !year || !hours || !minutes || !seconds) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*mon),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
  return Instant(std::chrono::sys_days(date)) + std::chrono::hours(*hours) + std::chrono::minutes(*minutes) +
         std::chrono::seconds(*seconds);
}

}  // namespace muster
