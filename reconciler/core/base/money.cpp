#include "reconciler/core/base/money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <optional>

namespace muster {
namespace {

/// "12,345": whole dollars in groups of three digits.
std::string grouped(std::int64_t dollars) {
  auto digits = std::to_string(dollars);
  for (auto at = static_cast<std::int64_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

/// Without its sign, in whole units; half a unit counts as one.
std::int64_t in_units(Money amount, std::int64_t unit) {
  const auto micros = std::abs(amount.in_micros());
  return micros / unit + (micros % unit + unit / 2) / unit;
}

std::string rounded(Money amount, std::int64_t unit, int digits) {
  const auto units = in_units(amount, unit);
  std::int64_t scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  return fmt::format("${}.{:0{}}", grouped(units / scale), units % scale, digits);
}

/// From here on cents that are zero are omitted.
constexpr std::int64_t kLargeAmount = 100;

}  // namespace

std::int64_t per_mille(Money part, Money whole) {
  if (whole <= Money()) return 1000;
  constexpr auto most = std::numeric_limits<std::int64_t>::max() / 1000;
  const bool fits = std::abs(part.in_micros()) <= most;
  return fits ? part.in_micros() * 1000 / whole.in_micros()
              : part.in_micros() / std::max<std::int64_t>(whole.in_micros() / 1000, 1);
}

std::string format_money(Money amount) {
  auto text = rounded(amount, 10'000, 2);
  if (in_units(amount, 10'000) >= kLargeAmount * 100 && text.ends_with(".00")) text.resize(text.size() - 3);
  return amount.in_micros() <= -5'000 ? "-" + text : text;
}

std::string format_money_change(Money amount) {
  const auto text = format_money(amount);
  return amount.in_micros() >= 5'000 ? "+" + text : text;
}

std::string format_hourly(Money amount) {
  const bool large = std::abs(amount.in_micros()) >= kLargeAmount * 1'000'000;
  return (amount.in_micros() < 0 ? "-" : "") + (large ? rounded(amount, 10'000, 2) : rounded(amount, 10, 5));
}

std::string format_decimal(Money amount) {
  const auto micros = std::abs(amount.in_micros());
  auto text =
      fmt::format("{}{}.{:06}", amount.in_micros() < 0 ? "-" : "", micros / 1'000'000, micros % 1'000'000);
  const auto least = text.find('.') + 3;
  while (text.size() > least && text.back() == '0') text.pop_back();
  return text;
}

namespace {

/// "$12345.60" for "$12,345.60", as it is printed; nullopt if the commas do not separate groups of three.
std::optional<std::string> ungrouped(const std::string& amount) {
  if (amount.find(',') == std::string::npos) return amount;
  const auto whole = amount.substr(0, amount.find('.'));
  const auto first = whole.find_first_of("0123456789");
  if (first == std::string::npos || whole.find(',') - first > 3) return std::nullopt;
  for (auto comma = whole.find(','); comma != std::string::npos; comma = whole.find(',', comma + 1)) {
    const auto next = std::min(whole.find(',', comma + 1), whole.size());
    if (next - comma != 4) return std::nullopt;
  }
  if (amount.find(',', whole.size()) != std::string::npos) return std::nullopt;
  auto digits = amount;
  std::erase(digits, ',');
  return digits;
}

}  // namespace

Result<Money> parse_money(const std::string& amount) {
  const auto wrong = Error{ErrorKind::invalid,
                           fmt::format("\"{}\" is not an amount of dollars such as 24 or 0.03571", amount)};
  const auto plain = ungrouped(amount);
  if (!plain) return wrong;
  const auto& text = *plain;
  std::size_t at = 0;
  const bool negative = at < text.size() && text[at] == '-';
  if (negative) ++at;
  if (at < text.size() && text[at] == '$') ++at;
  constexpr std::size_t kMostDigits = 12;
  std::int64_t whole = 0;
  std::size_t digits = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    if (++digits > kMostDigits) return wrong;
    whole = whole * 10 + (text[at] - '0');
  }
  if (digits == 0) return wrong;
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
