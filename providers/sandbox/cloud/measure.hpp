#pragma once

#include <string>
#include <utility>
#include <vector>

#include "providers/sandbox/cloud/cloud.hpp"

namespace muster::sandbox {

/// One line of a metric: its labels and its samples as (unix seconds, value).
struct Line {
  std::vector<std::pair<std::string, std::string>> labels;
  std::vector<std::pair<std::int64_t, double>> samples;
};

/// Seconds between two samples of a machine's agent, by the clock that the cloud shows: a minute, as on the
/// real cloud, however fast its delays pass.
inline constexpr std::int64_t kSampleStep = 60;

/// What the machine's agent reported from `start` to `end` (unix seconds, both inclusive) and not after
/// `now`. `cpu` counts seconds per mode since the last boot; the others are gauges. No samples while it was
/// off. An unknown metric has no lines; so has a droplet without monitoring.
std::vector<Line> measure(const Droplet& droplet, const std::string& metric, std::int64_t start,
                          std::int64_t end, Instant now);

}  // namespace muster::sandbox
