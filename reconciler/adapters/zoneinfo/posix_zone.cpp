#include "reconciler/adapters/zoneinfo/posix_zone.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

namespace muster {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::seconds;
using std::chrono::year;

/// A day of every year, and a time on it.
struct YearDay {
  enum class Kind { week, julian, zero_based };
  Kind kind = Kind::week;
  int month = 0;
  int week = 0;  ///< 5 is the last.
  int day = 0;   ///< Of the week from Sunday, or of the year.
  seconds time{7200};
};

struct ZoneRule {
  seconds standard{0};  ///< Ahead of UTC.
  std::optional<seconds> summer;
  YearDay begins;
  YearDay ends;
};

class RuleReader {
 public:
  explicit RuleReader(const std::string& text) : text_(text) {}

  std::optional<ZoneRule> read() {
    ZoneRule rule;
    seconds west{0};
    if (!name() || !time(west)) return std::nullopt;
    rule.standard = -west;
    if (at_ == text_.size()) return rule;
    if (!name()) return std::nullopt;
    rule.summer = rule.standard + std::chrono::hours(1);
    if (at_ < text_.size() && text_[at_] != ',') {
      if (!time(west)) return std::nullopt;
      rule.summer = -west;
    }
    const bool whole =
        skip(',') && year_day(rule.begins) && skip(',') && year_day(rule.ends) && at_ == text_.size();
    return whole ? std::optional(rule) : std::nullopt;
  }

 private:
  bool skip(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool name() {
    const auto begin = at_;
    if (skip('<')) {
      at_ = std::min(text_.find('>', at_), text_.size());
      return skip('>');
    }
    while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_]))) ++at_;
    return at_ - begin >= 3;
  }

  bool number(int& value, int most) {
    const auto begin = at_;
    for (value = 0; at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_])); ++at_) {
      value = value * 10 + (text_[at_] - '0');
      if (value > most) return false;
    }
    return at_ > begin;
  }

  /// hours, hours:minutes or hours:minutes:seconds, with a sign; up to a week.
  bool time(seconds& value) {
    const int sign = skip('-') ? -1 : 1;
    if (sign == 1) skip('+');
    int hours = 0;
    int minutes = 0;
    int rest = 0;
    if (!number(hours, 167)) return false;
    if (skip(':') && !number(minutes, 59)) return false;
    if (skip(':') && !number(rest, 59)) return false;
    value = seconds(sign * (hours * 3600 + minutes * 60 + rest));
    return true;
  }

  bool year_day(YearDay& day) {
    if (skip('M')) {
      const bool whole =
          number(day.month, 12) && skip('.') && number(day.week, 5) && skip('.') && number(day.day, 6);
      if (!whole || day.month < 1 || day.week < 1) return false;
    } else {
      day.kind = skip('J') ? YearDay::Kind::julian : YearDay::Kind::zero_based;
      if (!number(day.day, 365) || (day.kind == YearDay::Kind::julian && day.day < 1)) return false;
    }
    return !skip('/') || time(day.time);
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

local_days date_of(const YearDay& day, year in) {
  using namespace std::chrono;
  const local_days new_year{in / January / 1};
  switch (day.kind) {
    case YearDay::Kind::zero_based:
      return new_year + days(day.day);
    case YearDay::Kind::julian:  // The 29th of February is never counted.
      return new_year + days(day.day - 1 + (in.is_leap() && day.day >= 60 ? 1 : 0));
    case YearDay::Kind::week:
      break;
  }
  const auto of_month = in / std::chrono::month(static_cast<unsigned>(day.month));
  const weekday on(static_cast<unsigned>(day.day));
  if (day.week == 5) return local_days(of_month / on[last]);
  return local_days(of_month / on[static_cast<unsigned>(day.week)]);
}

/// Returns the instant at which clocks with that offset show that time.
Instant instant_of(const YearDay& day, year in, seconds ahead) {
  return Instant(LocalTime(date_of(day, in)).time_since_epoch() + day.time - ahead);
}

}  // namespace

Result<Done> add_changes_by_rule(TimeZone& zone, const std::string& rule, year until) {
  const auto read = RuleReader(rule).read();
  if (!read) return Error{ErrorKind::invalid, fmt::format("\"{}\" is no rule of a time zone", rule)};
  if (!read->summer) return Done{};
  const auto last =
      zone.changes.empty() ? Instant(std::chrono::sys_days(year(1970) / 1 / 1)) : zone.changes.back().at;
  const std::chrono::year_month_day from{std::chrono::floor<days>(last)};
  std::vector<ZoneChange> more;
  for (auto in = from.year(); in <= until; ++in) {
    more.push_back({instant_of(read->begins, in, read->standard), *read->summer});
    more.push_back({instant_of(read->ends, in, *read->summer), read->standard});
  }
  std::sort(more.begin(), more.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  for (const auto& change : more) {
    if (zone.changes.empty() || change.at > last) zone.changes.push_back(change);
  }
  return Done{};
}

}  // namespace muster
