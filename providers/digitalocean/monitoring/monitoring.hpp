#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "providers/digitalocean/requests/api_request.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/resource/machine.hpp"
#include "reconciler/core/reading/reading_set.hpp"

namespace muster::digitalocean {

// Converts the monitoring data of droplets: matrices of samples to series in our units. Pure.

/// The metrics of the monitoring API from which a droplet's readings are computed.
inline constexpr const char* kDropletMetrics[] = {"cpu", "memory_available", "memory_total",
                                                  "filesystem_free", "filesystem_size"};

/// Requests the samples of one metric of one droplet.
ApiRequest look_at_metric(const MachineId& droplet, const std::string& metric, Instant since, Instant until);

/// One line of a matrix: its labels and its samples, oldest first.
struct MetricLine {
  std::map<std::string, std::string> labels;
  /// By seconds since the epoch; nullopt if it is no number ("NaN"), or if two lines with the same labels
  /// differ.
  std::map<std::int64_t, std::optional<Measure>> samples;
  std::string problem{};  ///< Why its labels or its values cannot be read; "" if they can.
};
/// Returns one line for each set of labels, also for one that cannot be read. Unreadable samples are dropped.
/// Fails with `invalid` if no line is readable.
Result<std::vector<MetricLine>> lines_in(JsonView body);

/// Returns a sentence about the first line that cannot be read; "" if all can.
std::string problem_in(const std::vector<MetricLine>& lines);

// An impossible value (negative, above the total, a count that went back) becomes a sample of quality
// `error`; it is never changed to fit the range.

/// Returns the percentage of all CPU time that was neither idle nor waiting for a disk, between each two
/// samples. The API counts seconds by mode since the machine was started. If a count went back, the machine
/// was restarted, and that span is an error. Every span is an error while a line cannot be read, or while
/// only idle modes have one: a part of the time is unknown.
Series cpu_series(const std::vector<MetricLine>& lines);

/// Returns the percentage of memory that is not available, at times with both values.
Series memory_series(const std::vector<MetricLine>& available, const std::vector<MetricLine>& total);

/// Percentage used of the fullest filesystem that holds data, and the bytes used on all of them. While one
/// cannot be measured, both are errors whose value is a lower bound from the others.
struct DiskSeries {
  Series percent;
  Series used_bytes;
  /// Mount points of filesystems without a possible pair of samples at some time.
  std::set<std::string> unjudged;
};
DiskSeries disk_series(const std::vector<MetricLine>& free, const std::vector<MetricLine>& size);

}  // namespace muster::digitalocean
