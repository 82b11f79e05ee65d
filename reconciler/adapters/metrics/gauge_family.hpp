#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// One value of a gauge with the labels that distinguish it.
struct GaugeValue {
  std::vector<std::pair<std::string, std::string>> labels;
  double value = 0;  ///< In the unit of the metric, which its name contains.

  friend bool operator==(const GaugeValue&, const GaugeValue&) = default;
};

/// A gauge by the conventions of Prometheus: prefix muster_, base units.
struct GaugeFamily {
  std::string name;
  std::string help;
  std::vector<GaugeValue> values;  ///< None: the gauge is not on the page.

  friend bool operator==(const GaugeFamily&, const GaugeFamily&) = default;
};

/// Makes a gauge with one value and no labels. `value` is in the unit of the metric.
inline GaugeFamily single_gauge(const char* name, const char* help, double value) {
  return {name, help, {{{}, value}}};
}

/// Converts a length of time to seconds, the base unit of a gauge.
inline double seconds_of(Duration length) {
  return static_cast<double>(length.count()) / 1000.0;
}

}  // namespace muster
