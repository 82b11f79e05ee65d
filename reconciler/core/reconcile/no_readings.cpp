#include "reconciler/core/reconcile/no_readings.hpp"

#include <algorithm>

#include "reconciler/core/reading/machine_lives.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {
namespace {

/// Longer than any source's step.
constexpr Duration kLately = std::chrono::minutes(10);

bool goes_by_readings(const Policy& policy) {
  if (policy.suspended) return false;
  return !std::holds_alternative<Schedule>(policy.rule) && !std::holds_alternative<Spare>(policy.rule) &&
         !std::holds_alternative<Unused>(policy.rule);
}

bool told_since(const Series& series, Instant since, Instant until) {
  return std::any_of(series.rbegin(), series.rend(), [&](const Sample& sample) {
    return sample.quality == Quality::ok && sample.at >= since && sample.at <= until;
  });
}

bool any_reading(const World& world, Instant since, Instant until) {
  for (const auto& subject : world.readings.subjects()) {
    for (int metric = 0; metric < kMetrics; ++metric) {
      if (told_since(world.readings.series(subject, static_cast<Metric>(metric)), since, until)) return true;
    }
  }
  return false;
}

}  // namespace

std::optional<std::string> no_readings(const World& world, Instant weighed_at, bool warned) {
  if (world.fleet.readings.empty()) return std::nullopt;
  if (std::none_of(world.policies.begin(), world.policies.end(), goes_by_readings)) return std::nullopt;
  const bool settled =
      std::any_of(world.actual.machines.begin(), world.actual.machines.end(),
                  [&](const auto& entry) { return entry.second.created_at <= weighed_at - kFirstReading; });
  if (!settled && !warned) return std::nullopt;
  const auto lately = std::max(kLately, stale_after(world.fleet.sample_every));
  if (any_reading(world, weighed_at - lately, weighed_at)) return std::nullopt;
  return "no source of readings has reported for " + format_duration(lately) +
         ", so no rule on readings can request a change";
}

}  // namespace muster
