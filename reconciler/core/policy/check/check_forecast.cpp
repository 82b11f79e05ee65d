#include "reconciler/core/policy/check/check_forecast.hpp"

#include <fmt/format.h>

namespace muster {
namespace {

constexpr Duration kShortestHistory = std::chrono::hours(1);

}  // namespace

Diagnostics check_kind(const Forecast& forecast, const CheckInputs&) {
  Diagnostics found;
  if (forecast.below <= Measure() || (forecast.metric != Metric::agents && forecast.below >= kFull)) {
    add_error(found, forecast.at, "spec.forecast.below",
              fmt::format("{} is not a threshold for a forecast",
                          format_measure(forecast.below) + unit_of(forecast.metric)),
              forecast.metric == Metric::agents ? "at least 1" : "more than 0%, less than 100%");
  }
  if (forecast.min_history < kShortestHistory) {
    add_error(
        found, forecast.at, "spec.forecast.min_history",
        fmt::format("{} of history are not enough for a forecast", format_duration(forecast.min_history)),
        "at least 1h");
  }
  return found;
}

std::vector<LooksAt> looks_of(const Forecast& forecast, const Policy&) {
  LooksAt looks;
  looks.rule = "forecast";
  looks.path = "spec.forecast";
  looks.at = forecast.at;
  looks.metric = forecast.metric;
  return {looks};
}

}  // namespace muster
