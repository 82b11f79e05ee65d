#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// The data on a page of node exporter or muster-node about its machine at one instant.
struct NodeExposition {
  /// Seconds by CPU and mode since the machine was started, as node exporter counts.
  std::map<std::pair<std::string, std::string>, double> cpu_seconds;
  /// Values that need no second page: everything except cpu of node exporter, all of muster-node.
  std::map<Metric, Measure> values;
  /// Lower bound of a metric of which a part could not be measured: the fullest of the other filesystems.
  std::map<Metric, Measure> at_least;
  std::set<Metric> odd;               ///< Metrics with impossible values on the page.
  std::vector<std::string> unjudged;  ///< Mount points that could not be measured.
  std::set<std::string> read_only;    ///< Read-only mount points that hold data.
  std::set<std::string> written_to;   ///< Writable mount points.
  std::optional<Instant> at;          ///< Time of the samples, if the page contains it.
  bool of_node_exporter = false;      ///< There is at least one series of its name.
  bool of_muster_node = false;
  std::string machine{};  ///< The machine that muster-node names; "" if there is none.
  /// The parts that cannot be read or contradict each other, one sentence each; `reported` are the metrics
  /// that they spoil.
  std::vector<std::string> problems{};
  std::set<Metric> reported{};
  std::string unusable{};  ///< Why no value of the page counts; "" if they do.
  std::size_t text = 0;    ///< Hash of the whole page: each page of a running machine has another text.
};

/// Parses a page. A part that cannot be read, or that comes twice with two values, spoils its own metric: CPU
/// time, memory, one filesystem or one value of muster-node.
NodeExposition read_node_exposition(std::string_view page);

/// Marks this mount point as not measured: the disk values of the page become lower bounds.
void leave_unjudged(NodeExposition& page, const std::string& mount_point);

/// Returns the percentage of all CPU time between two pages that was neither idle nor waiting for a disk.
/// nullopt if the pages cannot be compared: other CPUs, a count that went back because of a restart, no time
/// in between.
std::optional<Measure> busy_between(const NodeExposition& before, const NodeExposition& after);

}  // namespace muster
