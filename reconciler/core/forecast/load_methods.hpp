#pragma once

#include <array>

#include "reconciler/core/forecast/load_memory.hpp"

namespace muster::forecast {

/// What each method says of the bin `ahead` of the last closed one: 1 is the open one. In the units of the
/// load, never negative. Zeros while nothing is known.
std::array<double, kMethods> say(const LoadMemory& memory, int ahead);

/// Lets Holt-Winters take in the peak of the bin that has just closed.
void follow_season(LoadMemory& memory, double peak, std::int64_t bin);

/// The peak `back` bins before the open one, 1 being the last that closed; a bin without readings is as the
/// one before it. Zero before the memory begins.
double peak_before(const LoadMemory& memory, std::size_t back);

}  // namespace muster::forecast
