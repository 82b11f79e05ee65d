#pragma once

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/reading/metric.hpp"

namespace muster {

/// Predicts the load of a pool from its earlier load. If that pays, capacity is prepared ahead. It never
/// removes anything.
struct Forecast {
  Metric metric = Metric::cpu;         ///< cpu, memory or agents of the whole pool.
  bool active = false;                 ///< Otherwise in shadow: it reports, and requests nothing.
  Measure below = Measure::whole(80);  ///< Limit for the predicted load; for agents: on one machine.
  int sure_percent = 95;               ///< The quantile for which capacity is prepared, in percent.
  Duration min_history = std::chrono::hours(24);
  SourceMark at;

  friend bool operator==(const Forecast&, const Forecast&) = default;
};

}  // namespace muster
