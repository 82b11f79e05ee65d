#include "reconciler/core/policy/kind/parse_cron.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>
#include <vector>

#include "reconciler/core/base/text/plural.hpp"

namespace muster {
namespace {

struct Field {
  const char* name;
  int least;
  int most;
  std::vector<std::string> words;  ///< Names of the values from `least` on.
};

const std::array<Field, 5>& fields() {
  static const std::array<Field, 5> all = {{
      {"minute", 0, 59, {}},
      {"hour", 0, 23, {}},
      {"day of the month", 1, 31, {}},
      {"month", 1, 12, {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}},
      {"weekday", 0, 7, {"sun", "mon", "tue", "wed", "thu", "fri", "sat"}},
  }};
  return all;
}

/// The values of a field.
struct Values {
  std::vector<int> all;
  bool any = false;            ///< It was * or */1.
  bool every_so_many = false;  ///< It was * or */n.
};

class FieldReader {
 public:
  FieldReader(const Field& field, const std::string& text) : field_(field), text_(text) {}

  Result<Values> read() {
    std::istringstream parts(text_ + ",");
    std::string part;
    while (std::getline(parts, part, ',')) {
      if (auto done = read_part(part); !done) return done.error();
    }
    values_.any = text_ == "*" || text_ == "*/1";
    values_.every_so_many = text_.rfind('*', 0) == 0 && text_.find(',') == std::string::npos;
    return values_;
  }

 private:
  Error wrong(const std::string& what) const {
    return {ErrorKind::invalid, fmt::format("{} \"{}\": {}", field_.name, text_, what)};
  }

  Result<int> value(const std::string& word) const {
    for (std::size_t i = 0; i < field_.words.size(); ++i) {
      if (field_.words[i] == word) return static_cast<int>(i) + field_.least;
    }
    int number = 0;
    const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (problem != std::errc() || end != word.data() + word.size() || word.empty() || word.front() == '-') {
      const auto names =
          field_.words.empty() ? "" : fmt::format(" or a name such as {}", field_.words.front());
      return wrong(
          fmt::format("\"{}\" is not a number from {} to {}{}", word, field_.least, field_.most, names));
    }
    if (number < field_.least || number > field_.most) {
      return wrong(fmt::format("{} is not from {} to {}", number, field_.least, field_.most));
    }
    return number;
  }

  Result<Done> read_part(const std::string& part) {
    const auto slash = part.find('/');
    int step = 1;
    if (slash != std::string::npos) {
      const auto word = part.substr(slash + 1);
      const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), step);
      if (problem != std::errc() || end != word.data() + word.size() || step < 1 || step > 60) {
        return wrong(fmt::format("\"/{}\" is not a step from 1 to 60", word));
      }
    }
    const auto range = part.substr(0, slash);
    const auto dash = range.find('-');
    int from = field_.least;
    int to = field_.most;
    if (range != "*") {
      const auto low = value(range.substr(0, dash));
      if (!low) return low.error();
      const auto high = dash == std::string::npos ? low : value(range.substr(dash + 1));
      if (!high) return high.error();
      from = *low;
      to = slash != std::string::npos && dash == std::string::npos ? field_.most : *high;
      if (from > to) return wrong(fmt::format("the range {} runs backwards", range));
    }
    for (int number = from; number <= to; number += step) values_.all.push_back(number);
    return Done{};
  }

  const Field& field_;
  std::string text_;
  Values values_;
};

template <std::size_t N>
void set(std::bitset<N>& bits, const Values& values, int modulo) {
  for (const int value : values.all) bits.set(static_cast<std::size_t>(value % modulo));
}

/// Whether any of the months has any of the days.
bool can_fire(const Cron& cron) {
  if (cron.any_day || !cron.any_weekday) return true;
  constexpr std::array<unsigned, 13> longest = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (std::size_t month = 1; month <= 12; ++month) {
    for (std::size_t day = 1; cron.months[month] && day <= longest[month]; ++day) {
      if (cron.days[day]) return true;
    }
  }
  return false;
}

}  // namespace

Result<Cron> parse_cron(const std::string& text) {
  std::istringstream words(text);
  std::vector<std::string> parts;
  for (std::string word; words >> word;) {
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    parts.push_back(word);
  }
  if (parts.size() != 5) {
    return Error{ErrorKind::invalid,
                 fmt::format("\"{}\" has {}, not minute, hour, day of the month, month, weekday as in "
                             "\"0 8 * * mon-fri\"",
                             text, plural(std::ssize(parts), "field"))};
  }
  std::vector<Values> values;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto read = FieldReader(fields()[i], parts[i]).read();
    if (!read) return read.error();
    values.push_back(*std::move(read));
  }
  Cron cron;
  cron.text = text;
  set(cron.minutes, values[0], 60);
  set(cron.hours, values[1], 24);
  set(cron.days, values[2], 32);
  set(cron.months, values[3], 13);
  set(cron.weekdays, values[4], 7);
  cron.any_hour = values[1].every_so_many;
  cron.any_day = values[2].any;
  cron.any_weekday = values[4].any;
  if (!can_fire(cron)) {
    return Error{ErrorKind::invalid, fmt::format("\"{}\" never fires: no such month has such a day", text)};
  }
  return cron;
}

}  // namespace muster
