#pragma once

#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster::backtest {

/// One row of a recorded load: any unit, as long as it grows with the work.
struct TracePoint {
  Instant at;
  double value = 0;
};

inline constexpr int kTickSeconds =
    30;  ///< A tick is one evaluation interval and one step of the simulation.
inline constexpr int kDay = 86'400 / kTickSeconds;
inline constexpr int kTicksPerBin = 300 / kTickSeconds;  ///< Scalers learn in bins of five minutes.
inline constexpr int kWarmUp = kDay;        ///< The first day runs and learns; nothing of it is scored.
inline constexpr double kPeakVcpus = 40.0;  ///< What the trace's 99.9 % quantile is scaled to.
inline constexpr double kVcpusPerAgent = 0.6;
inline constexpr double kHigh = 0.8;  ///< The utilisation band that is aimed at.
inline constexpr double kLow = 0.6;

/// vCPUs wanted in each tick.
using Demand = std::vector<double>;

/// Scales a trace on a regular grid to demand. Steps of up to five minutes are held, longer ones are ramps.
/// Fails with invalid when there are fewer than two days, the grid is no multiple of a tick, or nothing is
/// wanted.
Result<Demand> demand_of(const std::vector<TracePoint>& trace);

/// Whether the load jumps about: its mean change between samples is at least a fifth of its mean.
bool is_bursty(const std::vector<TracePoint>& trace);

/// Whole vCPUs that keep each tick's utilisation at or under 80 %; at least 1.
std::vector<int> need_of(const Demand& demand);

}  // namespace muster::backtest
