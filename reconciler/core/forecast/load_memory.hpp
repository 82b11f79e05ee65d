#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster::forecast {

/// Ways of telling the peaks of the ten minutes to come, behind one signature. None is right for every load;
/// which one lately told best is what is believed.
enum class Method {
  recent,        ///< As high as the last twenty minutes.
  smooth,        ///< The mean of the last hours, recent ones counting more.
  trend,         ///< The last hour drawn on.
  yesterday,     ///< As now, changed as it changed at this time yesterday.
  last_week,     ///< The same, a week ago.
  holt_winters,  ///< Level, trend and the season of a day.
};
inline constexpr std::size_t kMethods = 6;
const char* to_string(Method method);

/// A load is remembered by its peaks in bins of so long.
inline constexpr Duration kBin = std::chrono::minutes(10);
inline constexpr std::size_t kDayOfBins = 144;
/// Peaks of eight days are kept.
inline constexpr std::size_t kKeptBins = 8 * kDayOfBins;
/// Methods are judged by what they said so many bins ahead.
inline constexpr int kJudgedAhead = 2;

/// What one method was worth so far. Sums count a bin of a day ago half.
struct MethodRecord {
  double bound = 0.25;  ///< ln of what has to be put on top to be sure enough.
  double loss = 0;      ///< Pinball loss of the bounds, in units of the load.
  double covered = 0;   ///< Bins that stayed under the bound.
  double bounds = 0;    ///< Sum of the bounds.

  friend bool operator==(const MethodRecord&, const MethodRecord&) = default;
};

/// One load as far as forecasts know it. A value: it can be kept in a document and read back, and what
/// follows is the same. Loads are in thousandths of whatever they are counted in.
struct LoadMemory {
  int sure_percent = 95;           ///< The quantile that bounds aim at.
  std::int64_t open_bin = -1;      ///< Number of the bin that is being filled, since 1970; -1: nothing yet.
  std::int64_t open_peak = -1;     ///< Its peak so far; -1: no reading.
  std::deque<std::int64_t> peaks;  ///< Of the bins before it, from old to new; -1: no reading.
  double level = 0;                ///< Holt-Winters.
  double slope = 0;
  std::vector<double> season;  ///< By bin of the day; empty until a day is known.
  std::array<MethodRecord, kMethods> records{};
  std::deque<std::array<double, kMethods>> said;  ///< For the bins to come, the open one first.
  double weight = 0;                              ///< Of all bins that were judged.
  double actual = 0;                              ///< Sum of their peaks.
  Method followed = Method::recent;
  std::int64_t bound_last = -1;  ///< What was expected at most of the last bin that is over; -1: nothing.
  std::int64_t peak_last = -1;   ///< And what came.

  friend bool operator==(const LoadMemory&, const LoadMemory&) = default;
};

}  // namespace muster::forecast
