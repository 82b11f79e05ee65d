#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// An amount of US dollars in whole micro-dollars; never a floating-point number.
class Money {
 public:
  constexpr Money() = default;
  static constexpr Money micros(std::int64_t value) { return Money(value); }
  static constexpr Money dollars(std::int64_t value) { return Money(value * 1'000'000); }
  static constexpr Money cents(std::int64_t value) { return Money(value * 10'000); }

  constexpr std::int64_t in_micros() const { return micros_; }

  friend constexpr Money operator+(Money a, Money b) { return Money(a.micros_ + b.micros_); }
  friend constexpr Money operator-(Money a, Money b) { return Money(a.micros_ - b.micros_); }
  friend constexpr Money operator-(Money a) { return Money(-a.micros_); }
  friend constexpr Money operator*(Money a, std::int64_t n) { return Money(a.micros_ * n); }
  constexpr Money& operator+=(Money other) {
    micros_ += other.micros_;
    return *this;
  }
  friend constexpr auto operator<=>(Money, Money) = default;

 private:
  explicit constexpr Money(std::int64_t value) : micros_(value) {}
  std::int64_t micros_ = 0;
};

/// What something costs: an hour's price and the month's cap as the provider lists them.
struct Price {
  Money hourly;
  Money monthly;

  friend constexpr Price operator+(Price a, Price b) { return {a.hourly + b.hourly, a.monthly + b.monthly}; }
  friend constexpr Price operator-(Price a, Price b) { return {a.hourly - b.hourly, a.monthly - b.monthly}; }
  friend constexpr Price operator*(Price a, std::int64_t n) { return {a.hourly * n, a.monthly * n}; }
  friend constexpr auto operator<=>(const Price&, const Price&) = default;
};

/// The hourly price that goes with a monthly cap: 672 billed hours make a month (DigitalOcean's rule).
constexpr Money hourly_of_month(Money monthly) {
  return Money::micros((monthly.in_micros() + (monthly.in_micros() < 0 ? -336 : 336)) / 672);
}

/// "$24.00", "-$3.50"; cents, rounded half away from zero.
std::string format_money(Money amount);
/// "+$24.00", "-$3.50", "$0.00": a difference.
std::string format_money_change(Money amount);
/// "$0.03571": an hour's price needs five digits.
std::string format_hourly(Money amount);
/// Plain decimal dollars without the sign of the currency: "24.00", "0.03571"; at least two decimals, no
/// loss.
std::string format_decimal(Money amount);

/// Reads "24", "$24", "0.00595", "24.50/month" is refused. At most six decimals.
Result<Money> parse_money(const std::string& text);

}  // namespace muster
