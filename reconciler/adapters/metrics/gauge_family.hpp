#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// One value of a gauge with what tells it from others of its name.
struct GaugeValue {
  std::vector<std::pair<std::string, std::string>> labels;
  double value = 0;

  friend bool operator==(const GaugeValue&, const GaugeValue&) = default;
};

/// A gauge by Prometheus' conventions: prefix muster_, base units.
struct GaugeFamily {
  std::string name;
  std::string help;
  std::vector<GaugeValue> values;  ///< None: the gauge is not on the page.

  friend bool operator==(const GaugeFamily&, const GaugeFamily&) = default;
};

/// A gauge that has one value and no labels.
inline GaugeFamily single_gauge(const char* name, const char* help, double value) {
  return {name, help, {{{}, value}}};
}

/// A length of time in the base unit of a gauge.
inline double seconds_of(Duration length) {
  return static_cast<double>(length.count()) / 1000.0;
}

// Gauges are made anew from every round, so that what is gone from the fleet is gone from the page.

/// What there is and how it does: nothing of it when the look failed.
std::vector<GaugeFamily> fleet_gauges_of(const Round& round);
/// What it costs; nothing when that is not known.
std::vector<GaugeFamily> cost_gauges_of(const Round& round);
/// How the loop itself does.
std::vector<GaugeFamily> loop_gauges_of(const Round& round);

}  // namespace muster
