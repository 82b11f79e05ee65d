#pragma once

#include <cstdint>

#include "providers/sandbox/cloud/cloud.hpp"
#include "providers/sandbox/cloud/record.hpp"

namespace muster::sandbox {

/// Begins the record anew.
void begin_record(Cloud& cloud);
/// Adds a request.
void record_request(Record& record, RecordedRequest request);
/// The droplet has just gone on or off.
void record_power(Cloud& cloud, const Droplet& droplet, Instant at);
/// The droplet was deleted.
void record_gone(Cloud& cloud, std::int64_t droplet, Instant at);
/// Fewer agents may be running now.
void record_agents(Cloud& cloud);

}  // namespace muster::sandbox
