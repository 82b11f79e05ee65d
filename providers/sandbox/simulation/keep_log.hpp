#pragma once

#include <cstdint>

#include "providers/sandbox/model/cloud.hpp"
#include "providers/sandbox/model/request_log.hpp"

namespace muster::sandbox {

/// Restarts the record.
void begin_record(Cloud& cloud);
/// Adds a request.
void record_request(RequestLog& record, RecordedRequest request);
/// Records that the droplet was turned on or off.
void record_power(Cloud& cloud, const Droplet& droplet, Instant at);
/// Records the deletion of the droplet.
void record_gone(Cloud& cloud, std::int64_t droplet, Instant at);
/// Records the number of running agents, which may have fallen.
void record_agents(Cloud& cloud);

}  // namespace muster::sandbox
