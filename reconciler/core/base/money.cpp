#include "reconciler/core/base/money.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace muster {
namespace {

std::string rounded(Money amount, std::int64_t unit, int digits) {
  const auto micros = std::abs(amount.in_micros());
  const auto units = (micros + unit / 2) / unit;
  std::int64_t scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  return fmt::format("${}.{:0{}}", units / scale, units % scale, digits);
}

}  // namespace

std::string format_money(Money amount) {
  const auto text = rounded(amount, 10'000, 2);
  return amount.in_micros() <= -5'000 ? "-" + text : text;
}

std::string format_money_change(Money amount) {
  const auto text = format_money(amount);
  return amount.in_micros() >= 5'000 ? "+" + text : text;
}

std::string format_hourly(Money amount) {
  return (amount.in_micros() < 0 ? "-" : "") + rounded(amount, 10, 5);
}

std::string format_decimal(Money amount) {
  const auto micros = std::abs(amount.in_micros());
  auto text =
      fmt::format("{}{}.{:06}", amount.in_micros() < 0 ? "-" : "", micros / 1'000'000, micros % 1'000'000);
  const auto least = text.find('.') + 3;
  while (text.size() > least && text.back() == '0') text.pop_back();
  return text;
}

Result<Money> parse_money(const std::string& text) {
  const auto wrong = Error{ErrorKind::invalid,
                           fmt::format("\"{}\" is not an amount of dollars such as 24 or 0.03571", text)};
  std::size_t at = 0;
  const bool negative = at < text.size() && text[at] == '-';
  if (negative) ++at;
  if (at < text.size() && text[at] == '$') ++at;
  std::int64_t whole = 0;
  std::size_t digits = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++digits)
    whole = whole * 10 + (text[at] - '0');
  if (digits == 0 || digits > 12) return wrong;
  std::int64_t fraction = 0;
  std::int64_t unit = 1'000'000;
  if (at < text.size() && text[at] == '.') {
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      if (unit == 1) return wrong;
      unit /= 10;
      fraction += (text[at] - '0') * unit;
    }
  }
  if (at != text.size()) return wrong;
  const auto micros = whole * 1'000'000 + fraction;
  return Money::micros(negative ? -micros : micros);
}

}  // namespace muster
