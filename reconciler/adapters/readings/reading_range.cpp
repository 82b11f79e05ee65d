#include "reconciler/adapters/readings/reading_range.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/adapters/json/decimal.hpp"

namespace muster {
namespace {

/// Rounding can move a share this far outside its range.
constexpr Measure kRounding = Measure::milli(500);

}  // namespace

ReadingRange range_of(Metric metric) {
  switch (info_of(metric).unit) {
    case MetricUnit::percent:
      return {kFull, false};
    case MetricUnit::milliseconds:
      return {Measure::whole(86'400'000), false};
    case MetricUnit::count:
      return {Measure::whole(1'000'000'000), true};
    case MetricUnit::bytes:
      break;
  }
  return {Measure::whole(std::int64_t{1} << 50), true};
}

std::string expected_range(Metric metric) {
  switch (info_of(metric).unit) {
    case MetricUnit::percent:
      return "0 to 100: percent of the whole machine";
    case MetricUnit::milliseconds:
      return "milliseconds, from 0 to a day";
    case MetricUnit::count:
      return fmt::format("a whole number of {}, from 0", to_string(metric));
    case MetricUnit::bytes:
      break;
  }
  return "a whole number of bytes, from 0 to 1 PiB";
}

std::optional<Measure> believable(Metric metric, Measure value) {
  const auto range = range_of(metric);
  const auto slack = is_percent(metric) ? kRounding : Measure();
  if (value + slack < Measure() || value > range.most + slack) return std::nullopt;
  value = std::clamp(value, Measure(), range.most);
  // Half an agent is impossible; averages can contain half a byte.
  if (info_of(metric).unit == MetricUnit::count && value.in_milli() % 1000 != 0) return std::nullopt;
  if (range.whole) value = Measure::whole((value.in_milli() + 999) / 1000);
  return value;
}

std::optional<Measure> believable(Metric metric, std::string_view decimal) {
  const auto milli = scaled_decimal(decimal, 3);
  return milli ? believable(metric, Measure::milli(*milli)) : std::nullopt;
}

}  // namespace muster
