#include "reconciler/core/base/measure.hpp"

#include <fmt/format.h>

#include <cctype>
#include <cmath>

namespace muster {

Measure scaled(Measure value, std::int64_t times, std::int64_t over) {
  if (over == 0) return value;
  const auto wide = static_cast<long double>(value.in_milli()) * static_cast<long double>(times) /
                    static_cast<long double>(over);
  return Measure::milli(static_cast<std::int64_t>(std::floor(wide + 0.5L)));
}

std::string format_measure(Measure value) {
  const auto milli = value.in_milli() < 0 ? -value.in_milli() : value.in_milli();
  auto text = fmt::format("{}{}", value.in_milli() < 0 ? "-" : "", milli / 1000);
  if (milli % 1000 == 0) return text;
  text += fmt::format(".{:03}", milli % 1000);
  while (text.back() == '0') text.pop_back();
  return text;
}

Result<Measure> parse_measure(const std::string& text) {
  const Error wrong{ErrorKind::invalid, fmt::format("\"{}\" is not a number", text)};
  std::size_t at = 0;
  const bool negative = at < text.size() && text[at] == '-';
  if (negative || (at < text.size() && text[at] == '+')) ++at;
  std::int64_t milli = 0;
  std::size_t digits = 0;
  for (; at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])); ++at, ++digits) {
    milli = milli * 10 + (text[at] - '0');
    if (digits > 14) return wrong;
  }
  milli *= 1000;
  if (at < text.size() && text[at] == '.') {
    ++at;
    std::int64_t unit = 100;
    for (; at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])); ++at, ++digits) {
      if (unit > 0) milli += (text[at] - '0') * unit;
      if (unit == 0 && text[at] >= '5') ++milli;  // The fourth digit rounds; later ones do not matter.
      unit = unit > 0 ? unit / 10 : -1;
    }
  }
  if (digits == 0 || at != text.size()) return wrong;
  return Measure::milli(negative ? -milli : milli);
}

}  // namespace muster
