#include "reconciler/adapters/json/decimal.hpp"

#include <limits>
#include <string>

namespace muster {
namespace {

/// A number as its digits and the place of its point: value = 0.DIGITS * 10^point.
struct Decimal {
  bool negative = false;
  std::string digits;
  std::int64_t point = 0;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<std::int64_t> exponent_of(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    if (value < 1'000'000) value = value * 10 + (c - '0');  // Larger values do not fit anyway.
  }
  return negative ? -value : value;
}

std::optional<Decimal> decimal_of(std::string_view text) {
  Decimal decimal;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    decimal.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  bool after_point = false;
  std::size_t at = 0;
  for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !after_point)); ++at) {
    if (text[at] == '.') {
      after_point = true;
      continue;
    }
    decimal.digits.push_back(text[at]);
    if (!after_point) ++decimal.point;
  }
  if (decimal.digits.empty()) return std::nullopt;
  if (at == text.size()) return decimal;
  if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
  const auto exponent = exponent_of(text.substr(at + 1));
  if (!exponent) return std::nullopt;
  decimal.point += *exponent;
  return decimal;
}

std::optional<std::int64_t> scaled(std::string_view text, int places, bool may_round) {
  const auto decimal = decimal_of(text);
  if (!decimal) return std::nullopt;
  const std::int64_t whole_digits = decimal->point + places;
  const auto count = static_cast<std::int64_t>(decimal->digits.size());
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  std::int64_t value = 0;
  for (std::int64_t i = 0; i < whole_digits; ++i) {
    if (i >= count && value == 0) break;  // 0e999999999
    const int digit = i < count ? decimal->digits[static_cast<std::size_t>(i)] - '0' : 0;
    if (value > (kMost - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  const auto rest = whole_digits < 0 ? 0 : whole_digits;  // The first digit to drop.
  if (!may_round && rest < count &&
      decimal->digits.find_first_not_of('0', static_cast<std::size_t>(rest)) != std::string::npos)
    return std::nullopt;
  if (whole_digits >= 0 && rest < count && decimal->digits[static_cast<std::size_t>(rest)] >= '5') {
    if (value == kMost) return std::nullopt;
    ++value;
  }
  return decimal->negative ? -value : value;
}

}  // namespace

std::optional<std::int64_t> scaled_decimal(std::string_view text, int places) {
  return scaled(text, places, true);
}

std::optional<std::int64_t> exact_decimal(std::string_view text, int places) {
  return scaled(text, places, false);
}

}  // namespace muster
