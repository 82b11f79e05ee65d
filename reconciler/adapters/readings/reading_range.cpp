#include "reconciler/adapters/readings/reading_range.hpp"

#include <algorithm>

#include "reconciler/adapters/json/decimal.hpp"

namespace muster {
namespace {

/// Rounding can move a share this far outside its range.
constexpr Measure kRounding = Measure::milli(500);

bool is_share(Metric metric) {
  return metric == Metric::cpu || metric == Metric::memory || metric == Metric::disk;
}

}  // namespace

ReadingRange range_of(Metric metric) {
  switch (metric) {
    case Metric::cpu:
    case Metric::memory:
    case Metric::disk:
      return {Measure::whole(100), false, "0 to 100: percent of the whole machine"};
    case Metric::response_time:
      return {Measure::whole(86'400'000), false, "milliseconds, from 0 to a day"};
    case Metric::agents:
      return {Measure::whole(1'000'000'000), true, "a whole number of agents, from 0"};
    case Metric::disk_used:
    case Metric::log_used:
    case Metric::database_used:
      break;
  }
  return {Measure::whole(std::int64_t{1} << 50), true, "a whole number of bytes, from 0 to 1 PiB"};
}

std::optional<Measure> believable(Metric metric, Measure value) {
  const auto range = range_of(metric);
  const auto slack = is_share(metric) ? kRounding : Measure();
  if (value + slack < Measure() || value > range.most + slack) return std::nullopt;
  value = std::clamp(value, Measure(), range.most);
  // Half an agent is impossible; averages can contain half a byte.
  if (metric == Metric::agents && value.in_milli() % 1000 != 0) return std::nullopt;
  if (range.whole) value = Measure::whole((value.in_milli() + 999) / 1000);
  return value;
}

std::optional<Measure> believable(Metric metric, std::string_view decimal) {
  const auto milli = scaled_decimal(decimal, 3);
  return milli ? believable(metric, Measure::milli(*milli)) : std::nullopt;
}

}  // namespace muster
