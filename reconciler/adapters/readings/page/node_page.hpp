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

/// What a page of node exporter or muster-node tells about its machine at one instant.
struct NodePage {
  /// Seconds by CPU and mode since the machine came up: node exporter's way.
  std::map<std::pair<std::string, std::string>, double> cpu_seconds;
  /// What needs no second page: everything but cpu of node exporter, all of muster-node.
  std::map<Metric, Measure> values;
  /// What a metric is at least, where a part of it could not be judged: the fullest of the other filesystems.
  std::map<Metric, Measure> at_least;
  std::set<Metric> odd;               ///< Metrics that the page tells of, and that cannot be.
  std::vector<std::string> unjudged;  ///< Mount points that could not be judged.
  std::set<std::string> read_only;    ///< Mount points that hold data and that nobody can write to.
  std::set<std::string> written_to;   ///< Those that somebody can write to.
  std::optional<Instant> at;          ///< Of the samples, where the page says so.
  bool of_node_exporter = false;      ///< There is at least one series of the name.
  bool of_muster_node = false;
  std::size_t text = 0;  ///< Hash of the whole page: each page of a live machine is another text.
};

NodePage read_node_page(std::string_view page);

/// Says of a page that this mount point could not be judged: what the page knows of disks becomes what they
/// are at least.
void leave_unjudged(NodePage& page, const std::string& mount_point);

/// Percent of all CPU time between two pages that was neither idle nor waiting for a disk. nullopt when the
/// pages cannot be compared: other CPUs, a count that went back because the machine was restarted, no time
/// in between.
std::optional<Measure> busy_between(const NodePage& before, const NodePage& after);

}  // namespace muster
