#pragma once

#include <cstdint>
#include <string>

#include "reconciler/core/base/time.hpp"
#include "reconciler/core/forecast/load_history.hpp"

namespace muster::forecast {

/// Adds a reading. Readings are in order of time; a reading of a closed bin is ignored. Constant time, except
/// at the end of a bin, when every method is scored and makes its next forecast.
void take(LoadHistory& memory, Instant at, std::int64_t load);

/// A forecast and its reliability. Loads are in thousandths of their unit.
struct Outlook {
  Method method = Method::recent;
  std::int64_t upper = 0;        ///< Upper bound of the load at the configured quantile.
  std::int64_t middle = 0;       ///< The forecast of the method itself, in thousandths.
  double covered_percent = 0;    ///< Share of the scored bins that stayed under the bound.
  double loss_percent = 0;       ///< Pinball loss divided by the mean load.
  double loss_of_reaction = 0;   ///< The same for the method `recent`, in percent.
  std::int64_t bound_last = -1;  ///< The bound for the last closed bin; -1: none.
  std::int64_t peak_last = -1;   ///< The peak of that bin.
  Duration history{0};           ///< Length of the stored history.
  std::string falls_back{};      ///< Why the forecast is not used; empty if it is used.
};

/// Returns the forecast for the peak of the open bin and of the following bins within `lead`. It falls back
/// in three cases: the history is shorter than `min_history`, the load exceeded the bounds much too often, or
/// the bounds were too high. The prepared capacity would then cost more than it saves.
Outlook expect(const LoadHistory& memory, Duration lead, Duration min_history);

}  // namespace muster::forecast
