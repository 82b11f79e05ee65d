#pragma once

#include <array>

#include "reconciler/core/forecast/load_history.hpp"

namespace muster::forecast {

/// Returns the forecast of each method for the bin `ahead` of the last closed one: 1 is the open bin. In the
/// unit of the load (thousandths), never negative; zero while nothing is known.
std::array<double, kMethods> predict(const LoadHistory& memory, int ahead);

/// Updates Holt-Winters with the peak of the bin that has just closed.
void follow_season(LoadHistory& memory, double peak, std::int64_t bin);

/// Returns the peak `back` bins before the open one; 1 is the last closed bin. A bin without readings has the
/// peak of the bin before it. Zero before the begin of the history.
double peak_before(const LoadHistory& memory, std::size_t back);

}  // namespace muster::forecast
