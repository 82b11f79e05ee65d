#pragma once

#include <string>
#include <utility>
#include <vector>

#include "providers/sandbox/model/cloud.hpp"

namespace muster::sandbox {

/// One line of a metric: its labels and its samples as (unix seconds, value).
struct Line {
  std::vector<std::pair<std::string, std::string>> labels;
  std::vector<std::pair<std::int64_t, double>> samples;
};

/// Seconds between two samples of a machine's agent, by the clock of the cloud: a minute, as on the real
/// cloud, at every speed.
inline constexpr std::int64_t kSampleStep = 60;

/// Returns the samples of the machine's agent from `start` to `end` (unix seconds, both included) and not
/// after `now`. `cpu` counts seconds by mode since the last boot; the others are gauges. No samples while it
/// was off. An unknown metric, and a droplet without monitoring, has no lines.
std::vector<Line> measure(const Droplet& droplet, const std::string& metric, std::int64_t start,
                          std::int64_t end, Instant now);

}  // namespace muster::sandbox
