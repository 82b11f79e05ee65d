#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "providers/digitalocean/api_request.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/machine.hpp"
#include "reconciler/core/reading/reading_set.hpp"

namespace muster::digitalocean {

// What droplets say about themselves, pure: matrices of samples in, series in our units out.

/// The words of the monitoring API that a droplet's readings are made from.
inline constexpr const char* kDropletMetrics[] = {"cpu", "memory_available", "memory_total",
                                                  "filesystem_free", "filesystem_size"};

/// The samples of one metric of one droplet.
ApiRequest look_at_metric(const MachineId& droplet, const std::string& metric, Instant since, Instant until);

/// One line of a matrix: its labels and its samples from old to new.
struct MetricLine {
  std::map<std::string, std::string> labels;
  /// By seconds since the epoch; nullopt where it is no number ("NaN"), or where two lines with the same
  /// labels differ.
  std::map<std::int64_t, std::optional<Measure>> samples;
};
/// One line for each set of labels. A line or a sample that cannot be read is left out alone; fails with
/// `invalid` when none can.
Result<std::vector<MetricLine>> lines_in(JsonView body);

// Whatever cannot be (less than nothing, more than all there is, a count that went back) makes a sample of
// quality `error`; it is never pressed into the range.

/// Percent of all CPU time that was neither idle nor waiting for a disk, between each two samples. The API
/// counts seconds by mode since the machine came up; where a count went back the machine was restarted, and
/// that span is an error.
Series cpu_series(const std::vector<MetricLine>& lines);

/// Percent of memory that is not available, where both are told.
Series memory_series(const std::vector<MetricLine>& available, const std::vector<MetricLine>& total);

/// Percent used of the fullest filesystem that holds data, of those that can be judged: it is at least so
/// full. The bytes used on all of them are an error while one cannot be judged.
struct DiskSeries {
  Series percent;
  Series used_bytes;
  std::set<std::string> unjudged;  ///< Mount points of filesystems with a sample that cannot be.
};
DiskSeries disk_series(const std::vector<MetricLine>& free, const std::vector<MetricLine>& size);

}  // namespace muster::digitalocean
