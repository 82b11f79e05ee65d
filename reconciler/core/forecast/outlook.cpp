#include "reconciler/core/forecast/outlook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reconciler/core/forecast/load_methods.hpp"

namespace muster::forecast {
namespace {

// The weight of yesterday's data is a half.
const double kKeptABin = std::exp2(-1.0 / static_cast<double>(kDayOfBins));
constexpr double kGain = 0.15;  // Of a bound, in shares of the usual error of methods.
constexpr double kWidest = 3;   // ln: a bound of twenty times the forecast is useless.
constexpr double kShareWorthSwitching = 0.97;
constexpr double kFewestJudged = 12;   // Bins: two hours.
constexpr double kMissesTooMany = 10;  // Points of coverage.
constexpr double kWastes = 2.5;        // Mean ratio of the bounds to the real load.

/// Added on both sides of a ratio: a fiftieth of the usual load, and one thousandth.
double steadying(const LoadHistory& memory) {
  return 1 + 0.02 * (memory.weight > 0 ? memory.actual / memory.weight : peak_before(memory, 1));
}

double bounded(double said, double bound, double steady) {
  return std::max(0.0, (said + steady) * std::exp(bound) - steady);
}

/// Scores every method by its forecast of a bin.
void judge(LoadHistory& memory, const std::array<double, kMethods>& said, double peak) {
  const double sure = memory.sure_percent / 100.0;
  const double steady = steadying(memory);
  for (std::size_t i = 0; i < kMethods; ++i) {
    auto& record = memory.records[i];
    const double bound = bounded(said[i], record.bound, steady);
    if (i == static_cast<std::size_t>(memory.followed)) {
      memory.bound_last = std::llround(bound);
      memory.peak_last = static_cast<std::int64_t>(peak);
    }
    const double loss = peak > bound ? sure * (peak - bound) : (1 - sure) * (bound - peak);
    record.loss = record.loss * kKeptABin + loss;
    record.covered = record.covered * kKeptABin + (peak <= bound ? 1 : 0);
    record.bounds = record.bounds * kKeptABin + bound;
    const double missed = std::log((peak + steady) / (said[i] + steady));
    const double step = kGain * std::clamp(std::abs(missed - record.bound), 0.02, 0.5);
    record.bound = std::clamp(record.bound + step * (missed > record.bound ? sure : sure - 1), -1.0, kWidest);
  }
  memory.weight = memory.weight * kKeptABin + 1;
  memory.actual = memory.actual * kKeptABin + peak;
}

void choose(LoadHistory& memory) {
  const auto loss_of = [&](std::size_t i) { return memory.records[i].loss; };
  auto best = static_cast<std::size_t>(memory.followed);
  double least = loss_of(best) * kShareWorthSwitching;
  for (std::size_t i = 0; i < kMethods; ++i) {
    if (loss_of(i) >= least) continue;
    least = loss_of(i);
    best = i;
  }
  memory.followed = static_cast<Method>(best);
}

/// The open bin is closed: score, learn, forecast again.
void close_bin(LoadHistory& memory) {
  const auto peak = memory.open_peak;
  const auto bin = memory.open_bin;
  memory.peaks.push_back(peak);
  if (memory.peaks.size() > kKeptBins) memory.peaks.pop_front();
  if (peak >= 0) {
    if (!memory.said.empty()) judge(memory, memory.said.front(), static_cast<double>(peak));
    ++memory.open_bin;
    follow_season(memory, static_cast<double>(peak), bin);
    choose(memory);
  } else {
    ++memory.open_bin;
  }
  if (!memory.said.empty()) memory.said.pop_front();
  while (memory.said.size() + 1 < static_cast<std::size_t>(kJudgedAhead)) {
    memory.said.push_back(predict(memory, static_cast<int>(memory.said.size()) + 1));
  }
  memory.said.push_back(predict(memory, kJudgedAhead));
  memory.open_peak = -1;
}

std::string why_not_believed(const LoadHistory& memory, const Outlook& outlook, Duration min_history) {
  if (outlook.history < min_history) {
    return fmt::format("{} of history, {} are needed", format_duration(outlook.history),
                       format_duration(min_history));
  }
  if (memory.weight < kFewestJudged) return "too few forecasts have been compared with readings yet";
  if (outlook.covered_percent < memory.sure_percent - kMissesTooMany) {
    return fmt::format("only {:.0f}% stayed under the forecast, at least {}% should", outlook.covered_percent,
                       memory.sure_percent);
  }
  const auto& record = memory.records[static_cast<std::size_t>(outlook.method)];
  if (memory.actual > 0 && record.bounds > kWastes * memory.actual) {
    return fmt::format("the forecast needs {:.1f} times the present use", record.bounds / memory.actual);
  }
  return "";
}

}  // namespace

void take(LoadHistory& memory, Instant at, std::int64_t load) {
  const auto bin = static_cast<std::int64_t>(at.time_since_epoch() / kBin);
  if (memory.open_bin < 0 || bin > memory.open_bin + static_cast<std::int64_t>(kKeptBins)) {
    const int sure = memory.sure_percent;  // After such a long gap all earlier data is invalid.
    memory = LoadHistory{};
    memory.sure_percent = sure;
    memory.open_bin = bin;
  }
  if (bin < memory.open_bin) return;
  while (memory.open_bin < bin) close_bin(memory);
  memory.open_peak = std::max(memory.open_peak, load);
}

Outlook expect(const LoadHistory& memory, Duration lead, Duration min_history) {
  Outlook outlook;
  outlook.method = memory.followed;
  outlook.bound_last = memory.bound_last;
  outlook.peak_last = memory.peak_last;
  outlook.history = kBin * static_cast<std::int64_t>(memory.peaks.size());
  const auto number = static_cast<std::size_t>(memory.followed);
  const auto& record = memory.records[number];
  const auto bins = 1 + static_cast<int>((lead + kBin - Duration(1)) / kBin);
  for (int ahead = 1; ahead <= std::max(bins, kJudgedAhead); ++ahead) {
    const double said = predict(memory, ahead)[number];
    outlook.middle = std::max(outlook.middle, static_cast<std::int64_t>(std::llround(said)));
    const double upper = bounded(said, record.bound, steadying(memory));
    outlook.upper = std::max(outlook.upper, static_cast<std::int64_t>(std::llround(upper)));
  }
  if (memory.weight > 0) {
    outlook.covered_percent = 100 * record.covered / memory.weight;
    const double mean = std::max(memory.actual, 1.0);
    outlook.loss_percent = 100 * record.loss / mean;
    outlook.loss_of_reaction = 100 * memory.records[static_cast<std::size_t>(Method::recent)].loss / mean;
  }
  outlook.falls_back = why_not_believed(memory, outlook, min_history);
  return outlook;
}

}  // namespace muster::forecast
