#pragma once

#include <array>
#include <string_view>

#include "reconciler/core/reading/metric.hpp"

namespace muster {

/// A metric on the page of muster-node. Shares are ratios there, as Prometheus requires: 0.85 for 85%.
struct NodeSeries {
  Metric metric;
  const char* name;
  const char* help;
};

/// The metrics that muster-node writes, and that muster reads from its page.
inline constexpr std::array kNodeSeries = {
    NodeSeries{Metric::cpu, "muster_node_cpu_usage_ratio",
               "Share of all CPU time used since the sample before."},
    NodeSeries{Metric::memory, "muster_node_memory_usage_ratio", "Share of memory that is not available."},
    NodeSeries{Metric::disk, "muster_node_disk_usage_ratio",
               "Share used of the fullest filesystem that holds data."},
    NodeSeries{Metric::disk_used, "muster_node_disk_used_bytes", "Bytes used on filesystems that hold data."},
    NodeSeries{Metric::agents, "muster_node_agents", "Agents that run on the machine."},
    NodeSeries{Metric::log_used, "muster_node_log_used_bytes", "Bytes that the folders of logs take."},
    NodeSeries{Metric::database_used, "muster_node_database_used_bytes",
               "Bytes that the folders of databases take."},
};
/// Lower bounds of values that could not be measured completely.
inline constexpr std::array kNodeKnownSeries = {
    NodeSeries{Metric::disk, "muster_node_disk_known_usage_ratio",
               "Share used of the fullest measurable filesystem, while another could not be measured."},
    NodeSeries{Metric::disk_used, "muster_node_disk_known_used_bytes",
               "Bytes used on the measurable filesystems, while another could not be measured."},
    NodeSeries{Metric::log_used, "muster_node_log_known_used_bytes",
               "Bytes of the readable logs, while others could not be read."},
    NodeSeries{Metric::database_used, "muster_node_database_known_used_bytes",
               "Bytes of the readable databases, while others could not be read."},
};
inline constexpr const char* kNodeFailedSeries = "muster_node_metric_failed";
inline constexpr const char* kNodeSampledSeries = "muster_node_sampled_timestamp_seconds";

}  // namespace muster
