#pragma once

#include <cstdint>
#include <string>

#include "reconciler/adapters/host/host_probe.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"

namespace muster::node {

/// Counters of muster-node since its start.
struct NodeCounts {
  std::int64_t samples = 0;
  std::int64_t pushes = 0;
  std::int64_t failed_pushes = 0;
  std::int64_t refused = 0;   ///< Readings that muster refuses permanently.
  std::int64_t lost = 0;      ///< Samples for which neither the spool nor memory had room.
  std::int64_t gave_way = 0;  ///< Samples that were dropped because of missing room, including lost ones.
  std::int64_t spool_bytes = 0;
};

/// Returns the sample as lines of a readings file: NDJSON with a value or null for each measured metric.
std::string reading_lines(const Slot& machine, const HostSample& sample, Instant at);

/// Returns the page in Prometheus' text format. It omits values that could not be measured, because unknown
/// is not zero.
std::string metrics_page(const Slot& machine, const HostSample& sample, Instant at, const NodeCounts& counts);

}  // namespace muster::node
