#pragma once

#include <cstdint>
#include <string>

#include "reconciler/adapters/host/host_probe.hpp"
#include "reconciler/core/fleet/slot.hpp"

namespace muster::node {

/// What muster-node did since it started.
struct NodeCounts {
  std::int64_t samples = 0;
  std::int64_t pushes = 0;
  std::int64_t failed_pushes = 0;
  std::int64_t refused = 0;   ///< Readings that muster will never take.
  std::int64_t lost = 0;      ///< Samples that neither the spool nor memory had room for.
  std::int64_t gave_way = 0;  ///< Samples that were thrown away for want of room, lost ones among them.
  std::int64_t spool_bytes = 0;
};

/// The sample as lines of a readings file: NDJSON, a value or null for each metric that is measured.
std::string reading_lines(const Slot& machine, const HostSample& sample, Instant at);

/// The page in Prometheus' text format. What could not be measured is not on it: there is no zero for "I do
/// not know".
std::string metrics_page(const Slot& machine, const HostSample& sample, Instant at, const NodeCounts& counts);

}  // namespace muster::node
