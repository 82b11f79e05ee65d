#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// An amount of US dollars in whole micro-dollars; never a floating-point number. An amount beyond the range
/// becomes the largest one, about nine trillion dollars, so a sum never changes its sign.
class Money {
 public:
  constexpr Money() = default;
  /// The amount of that number of micro-dollars, dollars or cents.
  static constexpr Money micros(std::int64_t value) { return Money(value); }
  static constexpr Money dollars(std::int64_t value) { return Money(1'000'000) * value; }
  static constexpr Money cents(std::int64_t value) { return Money(10'000) * value; }

  constexpr std::int64_t in_micros() const { return micros_; }

  friend constexpr Money operator+(Money a, Money b) {
    std::int64_t sum = 0;
    return __builtin_add_overflow(a.micros_, b.micros_, &sum) ? most(a.micros_ < 0) : Money(sum);
  }
  friend constexpr Money operator-(Money a, Money b) { return a + -b; }
  friend constexpr Money operator-(Money a) { return Money(-a.micros_); }
  /// The amount times a number.
  friend constexpr Money operator*(Money a, std::int64_t n) {
    std::int64_t product = 0;
    return __builtin_mul_overflow(a.micros_, n, &product) ? most((a.micros_ < 0) != (n < 0)) : Money(product);
  }
  constexpr Money& operator+=(Money other) { return *this = *this + other; }
  friend constexpr auto operator<=>(Money, Money) = default;

 private:
  static constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  /// The range is symmetric around zero, so that every amount has its negative.
  explicit constexpr Money(std::int64_t value) : micros_(value < -kMost ? -kMost : value) {}
  static constexpr Money most(bool negative) { return Money(negative ? -kMost : kMost); }
  std::int64_t micros_ = 0;
};

/// The price of a resource: an hour, and the monthly cap that the provider lists.
struct Price {
  Money hourly;
  Money monthly;

  friend constexpr Price operator+(Price a, Price b) { return {a.hourly + b.hourly, a.monthly + b.monthly}; }
  friend constexpr Price operator-(Price a, Price b) { return {a.hourly - b.hourly, a.monthly - b.monthly}; }
  /// The price of a number of objects.
  friend constexpr Price operator*(Price a, std::int64_t n) { return {a.hourly * n, a.monthly * n}; }
  friend constexpr auto operator<=>(const Price&, const Price&) = default;
};

/// The hourly price of a monthly cap: 672 billed hours make a month.
constexpr Money hourly_of_month(Money monthly) {
  return Money::micros((monthly + Money::micros(monthly < Money() ? -336 : 336)).in_micros() / 672);
}

/// A part of a whole in thousandths, rounded towards zero; 1000 if the whole is not above zero.
std::int64_t per_mille(Money part, Money whole);

/// "$24.00", "-$3.50", "$1,200": rounded half away from zero to cents; from $100 on, whole dollars have no
/// decimals.
std::string format_money(Money amount);
/// A difference: "+$24.00", "-$3.50", "$0.00".
std::string format_money_change(Money amount);
/// An hourly price with five decimals: "$0.03571".
std::string format_hourly(Money amount);
/// Decimal dollars without the currency sign and without loss: "24.00", "0.03571"; at least two decimals.
std::string format_decimal(Money amount);

/// Parses "24", "$24", "0.00595"; at most six decimals. Fails with invalid, also for "24.50/month".
Result<Money> parse_money(const std::string& text);

}  // namespace muster
