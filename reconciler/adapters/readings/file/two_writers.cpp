#include "reconciler/adapters/readings/file/two_writers.hpp"

#include <algorithm>

namespace muster {
namespace {

constexpr std::size_t kChecked = 12;
/// Intervals of one writer differ from each other by at most this share.
constexpr double kSteady = 0.25;
/// The intervals between two writers are unequal from this ratio on.
constexpr double kUnequal = 1.5;

struct Range {
  double least;
  double most;
};

/// The range of every second value from `first` on.
Range every_second(const std::vector<double>& values, std::size_t first) {
  Range range{values[first], values[first]};
  for (auto i = first; i < values.size(); i += 2) {
    range.least = std::min(range.least, values[i]);
    range.most = std::max(range.most, values[i]);
  }
  return range;
}

bool is_steady(const Range& range) {
  return range.least > 0 && range.most <= range.least * (1 + kSteady);
}

bool intervals_alternate(const std::vector<double>& seconds) {
  const auto one = every_second(seconds, 0);
  const auto other = every_second(seconds, 1);
  if (!is_steady(one) || !is_steady(other)) return false;
  return one.least >= other.most * kUnequal || other.least >= one.most * kUnequal;
}

}  // namespace

bool has_two_writers(const std::vector<TimedValue>& series, bool is_count) {
  if (series.size() < kChecked) return false;
  std::vector<double> values;
  std::vector<double> seconds;
  for (auto at = series.end() - static_cast<std::ptrdiff_t>(kChecked); at != series.end(); ++at) {
    if (!values.empty()) seconds.push_back(static_cast<double>((at->at - (at - 1)->at).count()) / 1000);
    values.push_back(at->value);
  }
  const auto one = every_second(values, 0);
  const auto other = every_second(values, 1);
  const bool apart = one.most < other.least || other.most < one.least;
  return apart && (is_count || intervals_alternate(seconds));
}

}  // namespace muster
