#pragma once

#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster::backtest {

/// One row of a recorded load, in any unit that is proportional to the work.
struct TracePoint {
  Instant at;
  double value = 0;  ///< In any unit that is proportional to the work.
};

inline constexpr int kTickSeconds =
    30;  ///< A tick is one evaluation interval and one step of the simulation.
inline constexpr int kDay = 86'400 / kTickSeconds;       ///< Ticks.
inline constexpr int kTicksPerBin = 300 / kTickSeconds;  ///< Scalers learn in bins of five minutes.
inline constexpr int kWarmUp = kDay;        ///< The first day only runs and learns; it is not scored.
inline constexpr double kPeakVcpus = 40.0;  ///< The 99.9% quantile of the trace is scaled to this.
inline constexpr double kVcpusPerAgent = 0.6;
inline constexpr double kHigh = 0.8;  ///< The upper edge of the target band of utilisation.
inline constexpr double kLow = 0.6;   ///< The lower edge, a share of the capacity.

/// Demand in vCPUs for each tick.
using Demand = std::vector<double>;

/// Scales a trace on a regular grid to demand. Steps of up to five minutes are held, longer ones are ramps.
/// Fails with invalid if the trace is shorter than two days or has no load, or if the grid is no multiple of
/// a tick.
Result<Demand> demand_of(const std::vector<TracePoint>& trace);

/// Whether the load is bursty: its mean change between samples is at least a fifth of its mean.
bool is_bursty(const std::vector<TracePoint>& trace);

/// Returns the whole vCPUs that keep the utilisation of each tick at or below 80%; at least 1.
std::vector<int> need_of(const Demand& demand);

}  // namespace muster::backtest
