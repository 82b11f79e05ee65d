#include "reconciler/core/policy/check/check_target.hpp"

#include <fmt/format.h>

namespace muster {
namespace {

/// The narrowest band that a single step of a usual pool cannot cross: upper edge over lower edge, in
/// percent.
constexpr std::int64_t kNarrowest = 120;
constexpr Duration kSoonestPayback = std::chrono::hours(1);

std::string line_of(Measure value, Metric metric) {
  return format_measure(value) + unit_of(metric);
}

void check_band(const TargetLoad& load, const std::string& path, Diagnostics& found) {
  const auto band = fmt::format("{} to {}", line_of(load.low, load.metric), line_of(load.high, load.metric));
  if (load.low <= Measure()) {
    add_error(found, load.at, path + ".low",
              fmt::format("no pool is ever under {}", line_of(load.low, load.metric)), "more than 0");
  } else if (load.metric != Metric::agents && load.high >= kFull) {
    add_error(found, load.at, path + ".high",
              fmt::format("no pool is ever above {}", line_of(load.high, load.metric)), "less than 100%");
  } else if (load.low >= load.high) {
    add_error(found, load.at, path + ".low", fmt::format("the band from {} is empty", band),
              "low well under high");
  } else if (scaled(load.low, kNarrowest, 100) > load.high) {
    found.push_back(
        {Severity::warning, load.at, path + ".low",
         fmt::format("the band from {} is narrow: one machine more or less may jump over it", band),
         "an upper edge a fifth above the lower one", ""});
  }
}

}  // namespace

Diagnostics check_kind(const Target& target, const CheckInputs&) {
  Diagnostics found;
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    check_band(target.loads[i], fmt::format("spec.target.loads[{}]", i), found);
  }
  if (target.pays_back_within < kSoonestPayback) {
    add_error(found, target.at, "spec.target.pays_back_within",
              fmt::format("nothing pays back within {}", format_duration(target.pays_back_within)),
              "at least 1h");
  }
  return found;
}

std::vector<LooksAt> looks_of(const Target& target, const Policy&) {
  std::vector<LooksAt> all;
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    LooksAt looks;
    looks.rule = "target";
    looks.path = fmt::format("spec.target.loads[{}]", i);
    looks.at = target.loads[i].at;
    looks.metric = target.loads[i].metric;
    all.push_back(std::move(looks));
  }
  return all;
}

}  // namespace muster
