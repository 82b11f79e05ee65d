#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// The value of a reading or a threshold in thousandths of its unit (percent, milliseconds, agents, bytes).
/// Integers make "80.0% is not above 80" exact.
class Measure {
 public:
  constexpr Measure() = default;
  /// `value` is in thousandths of the unit of the metric.
  static constexpr Measure milli(std::int64_t value) { return Measure(value); }
  /// `value` is in the unit of the metric.
  static constexpr Measure whole(std::int64_t value) { return Measure(value * 1000); }

  constexpr std::int64_t in_milli() const { return milli_; }
  /// In units, not thousandths. For formulas that need a ratio; never for a comparison with a threshold.
  constexpr double as_double() const { return static_cast<double>(milli_) / 1000.0; }

  friend constexpr Measure operator+(Measure a, Measure b) { return Measure(a.milli_ + b.milli_); }
  friend constexpr Measure operator-(Measure a, Measure b) { return Measure(a.milli_ - b.milli_); }
  friend constexpr auto operator<=>(Measure, Measure) = default;

 private:
  explicit constexpr Measure(std::int64_t value) : milli_(value) {}
  std::int64_t milli_ = 0;
};

/// value * times / over without an intermediate overflow, rounded half up.
Measure scaled(Measure value, std::int64_t times, std::int64_t over);

/// The shortest decimal: "85.3", "80", "0.004".
std::string format_measure(Measure value);
/// Parses a decimal number. Digits after the third decimal are rounded half away from zero. Fails with
/// invalid, also for NaN, infinity and "".
Result<Measure> parse_measure(const std::string& text);

}  // namespace muster
