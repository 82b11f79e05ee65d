#include "reconciler/core/forecast/load_methods.hpp"

#include <algorithm>

namespace muster::forecast {
namespace {

constexpr std::size_t kSmoothed = 18;  // Bins: three hours.
constexpr double kForgets = 0.8;       // Weight of a bin relative to the next one.
constexpr std::size_t kSlopeOver = 6;  // Bins.
constexpr std::size_t kWeekOfBins = 7 * kDayOfBins;
constexpr double kLevelGain = 0.4;
constexpr double kSlopeGain = 0.02;
constexpr double kSeasonGain = 0.25;
constexpr double kDamping = 0.8;

double smooth(const LoadHistory& memory) {
  double sum = 0;
  double weight = 0;
  double factor = 1;
  for (std::size_t back = 1; back <= std::min(kSmoothed, memory.peaks.size()); ++back, factor *= kForgets) {
    sum += factor * peak_before(memory, back);
    weight += factor;
  }
  return weight > 0 ? sum / weight : 0;
}

double recent(const LoadHistory& memory) {
  return std::max(peak_before(memory, 1), peak_before(memory, 2));
}

double trend(const LoadHistory& memory, int ahead) {
  const double last = peak_before(memory, 1);
  if (memory.peaks.size() <= kSlopeOver) return last;
  const double slope = (last - peak_before(memory, 1 + kSlopeOver)) / kSlopeOver;
  return std::clamp(last + slope * ahead, 0.5 * last, 2.0 * last);
}

/// The present value, scaled by the change at this time `lag` bins ago.
double as_back_then(const LoadHistory& memory, std::size_t lag, int ahead) {
  const double now = (peak_before(memory, 1) + peak_before(memory, 2)) / 2;
  if (memory.peaks.size() < lag + 2) return now;
  const auto then = lag - static_cast<std::size_t>(ahead) + 1;
  const double before = (peak_before(memory, lag + 1) + peak_before(memory, lag + 2)) / 2;
  // Ratios of small numbers are unreliable: a fiftieth of the usual load is added on both sides.
  const double steadying = 1 + 0.02 * (memory.weight > 0 ? memory.actual / memory.weight : now);
  const double change = (peak_before(memory, then) + steadying) / (before + steadying);
  return now * std::clamp(change, 0.25, 4.0);
}

double seasonal(const LoadHistory& memory, int ahead) {
  if (memory.season.empty()) return memory.level;
  const auto bin = static_cast<std::size_t>(memory.open_bin + ahead - 1) % kDayOfBins;
  return std::max(0.0, memory.level + memory.slope * ahead + memory.season[bin]);
}

/// Sets the season from the first day, after one day is known.
void begin_season(LoadHistory& memory) {
  double mean = 0;
  for (std::size_t back = 1; back <= kDayOfBins; ++back) mean += peak_before(memory, back);
  mean /= static_cast<double>(kDayOfBins);
  memory.season.assign(kDayOfBins, 0);
  for (std::size_t back = 1; back <= kDayOfBins; ++back) {
    const auto bin = static_cast<std::size_t>(memory.open_bin - static_cast<std::int64_t>(back)) % kDayOfBins;
    memory.season[bin] = peak_before(memory, back) - mean;
  }
  memory.level = mean;
  memory.slope = 0;
}

}  // namespace

double peak_before(const LoadHistory& memory, std::size_t back) {
  for (; back <= memory.peaks.size(); ++back) {
    const auto peak = memory.peaks[memory.peaks.size() - back];
    if (peak >= 0) return static_cast<double>(peak);
  }
  return 0;
}

void follow_season(LoadHistory& memory, double peak, std::int64_t bin) {
  if (memory.season.empty()) {
    memory.level += (peak - memory.level) * (memory.peaks.size() <= 1 ? 1.0 : kLevelGain);
    if (memory.peaks.size() >= kDayOfBins) begin_season(memory);
    return;
  }
  auto& season = memory.season[static_cast<std::size_t>(bin) % kDayOfBins];
  const double before = memory.level;
  memory.level = kLevelGain * (peak - season) + (1 - kLevelGain) * (memory.level + memory.slope);
  memory.slope = kSlopeGain * (memory.level - before) + (1 - kSlopeGain) * kDamping * memory.slope;
  season += kSeasonGain * (peak - memory.level - season);
}

std::array<double, kMethods> predict(const LoadHistory& memory, int ahead) {
  return {recent(memory),
          smooth(memory),
          trend(memory, ahead),
          as_back_then(memory, kDayOfBins, ahead),
          as_back_then(memory, kWeekOfBins, ahead),
          seasonal(memory, ahead)};
}

}  // namespace muster::forecast
