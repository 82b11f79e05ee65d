#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster::forecast {

/// Forecast methods for the peak of the next ten minutes, with one signature. None is right for every load;
/// muster uses the method with the best recent score.
enum class Method {
  recent,        ///< The peak of the last twenty minutes.
  smooth,        ///< The mean of the last hours, with more weight on recent ones.
  trend,         ///< The trend of the last hour, extrapolated.
  yesterday,     ///< The present value, with yesterday's change at this time of day.
  last_week,     ///< The same with the change of a week ago.
  holt_winters,  ///< Level, trend and daily season.
};
inline constexpr std::size_t kMethods = 6;
const char* to_string(Method method);

/// Length of a bin; a load is stored as the peaks of its bins.
inline constexpr Duration kBin = std::chrono::minutes(10);
inline constexpr std::size_t kDayOfBins = 144;
/// Peaks of eight days are kept.
inline constexpr std::size_t kKeptBins = 8 * kDayOfBins;
/// Methods are scored by their forecasts this number of bins ahead.
inline constexpr int kJudgedAhead = 2;

/// The score of one method. A bin of one day ago counts half in the sums.
struct MethodRecord {
  double bound = 0.25;  ///< ln of the factor from the forecast to the bound.
  double loss = 0;      ///< Pinball loss of the bounds, in units of the load.
  double covered = 0;   ///< Number of bins that stayed under the bound.
  double bounds = 0;    ///< Sum of the bounds.

  friend bool operator==(const MethodRecord&, const MethodRecord&) = default;
};

/// The stored history of one load. A value: a copy from a document behaves in the same way. Loads are in
/// thousandths of their unit.
struct LoadHistory {
  int sure_percent = 95;           ///< Target quantile of the bounds, in percent.
  std::int64_t open_bin = -1;      ///< Number of the open bin, counted from 1970; -1: no reading yet.
  std::int64_t open_peak = -1;     ///< Its peak so far, in thousandths; -1: no reading.
  std::deque<std::int64_t> peaks;  ///< Peaks of the closed bins, oldest first; -1: no reading.
  double level = 0;                ///< Of Holt-Winters, in the unit of the load.
  double slope = 0;                ///< The same, per bin.
  std::vector<double> season;      ///< By bin of the day; empty until one day is known.
  std::array<MethodRecord, kMethods> records{};
  /// Forecasts for the next bins, beginning with the open one.
  std::deque<std::array<double, kMethods>> said;
  double weight = 0;  ///< Of all scored bins.
  double actual = 0;  ///< Sum of their peaks.
  Method followed = Method::recent;
  std::int64_t bound_last = -1;  ///< Upper bound of the forecast for the last closed bin; -1: none.
  std::int64_t peak_last = -1;   ///< The peak of that bin; -1: none.

  friend bool operator==(const LoadHistory&, const LoadHistory&) = default;
};

}  // namespace muster::forecast
