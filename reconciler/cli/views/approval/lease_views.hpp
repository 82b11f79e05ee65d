#pragma once

#include <string>

#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/history/lease.hpp"
#include "reconciler/ports/processes.hpp"

namespace muster {

/// Describes the holder of a fleet's lease: start, plan, last operation and liveness, in indented lines.
std::string lease_text(const Lease& lease, Liveness holder, Instant now, const Paint& paint);

/// The same as an object, as in schemas/status.schema.json.
void write_lease(JsonWriter& out, const Lease& lease, Liveness holder);

}  // namespace muster
