#include "reconciler/core/policy/check_target.hpp"

#include <fmt/format.h>

namespace muster {
namespace {

constexpr Measure kAll = Measure::whole(100);
/// The narrowest band that a single step of a usual pool cannot cross: upper edge over lower edge, in
/// percent.
constexpr std::int64_t kNarrowest = 120;
constexpr Duration kSoonest = std::chrono::hours(1);

void refuse(Diagnostics& found, const SourceMark& at, std::string path, std::string summary,
            std::string expected, std::string hint = "") {
  found.push_back({.severity = Severity::error,
                   .at = at,
                   .path = std::move(path),
                   .summary = std::move(summary),
                   .expected = std::move(expected),
                   .hint = std::move(hint)});
}

std::string line_of(Measure value, Metric metric) {
  return format_measure(value) + unit_of(metric);
}

void check_band(const TargetLoad& load, const std::string& path, Diagnostics& found) {
  const auto band = fmt::format("{} to {}", line_of(load.low, load.metric), line_of(load.high, load.metric));
  if (load.low <= Measure()) {
    refuse(found, load.at, path + ".low",
           fmt::format("no pool is ever under {}", line_of(load.low, load.metric)), "more than 0");
  } else if (load.metric != Metric::agents && load.high >= kAll) {
    refuse(found, load.at, path + ".high",
           fmt::format("no pool is ever above {}", line_of(load.high, load.metric)), "less than 100%");
  } else if (load.low >= load.high) {
    refuse(found, load.at, path + ".low", fmt::format("the band from {} is empty", band),
           "low well under high");
  } else if (scaled(load.low, kNarrowest, 100) > load.high) {
    found.push_back({.severity = Severity::warning,
                     .at = load.at,
                     .path = path + ".low",
                     .summary = fmt::format(
                         "the band from {} is narrow: one machine more or less may jump over it", band),
                     .expected = "an upper edge a fifth above the lower one",
                     .hint = ""});
  }
}

}  // namespace

Diagnostics check_target(const Target& target) {
  Diagnostics found;
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    check_band(target.loads[i], fmt::format("spec.target.loads[{}]", i), found);
  }
  if (target.pays_back_within < kSoonest) {
    refuse(found, target.at, "spec.target.pays_back_within",
           fmt::format("nothing pays back within {}", format_duration(target.pays_back_within)),
           "at least 1h");
  }
  return found;
}

Diagnostics check_forecast(const Forecast& forecast) {
  Diagnostics found;
  if (forecast.below <= Measure() || (forecast.metric != Metric::agents && forecast.below >= kAll)) {
    refuse(found, forecast.at, "spec.forecast.below",
           fmt::format("{} is not a threshold for a forecast", line_of(forecast.below, forecast.metric)),
           forecast.metric == Metric::agents ? "at least 1" : "more than 0%, less than 100%");
  }
  if (forecast.min_history < kSoonest) {
    refuse(found, forecast.at, "spec.forecast.min_history",
           fmt::format("{} of history are not enough for a forecast", format_duration(forecast.min_history)),
           "at least 1h");
  }
  return found;
}

Diagnostics check_unused(const Unused& unused) {
  Diagnostics found;
  if (unused.volumes_after < kSoonest) {
    refuse(found, unused.at, "spec.unused.volumes_after",
           fmt::format("a volume without a machine for {} may be on its way to one",
                       format_duration(unused.volumes_after)),
           "at least 1h");
  }
  return found;
}

}  // namespace muster
