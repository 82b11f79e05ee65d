#pragma once

#include <string>

#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/history/lease.hpp"
#include "reconciler/ports/processes.hpp"

namespace muster {

/// Who holds a fleet's lease, since when, on what plan, what it did last and whether it is alive: indented
/// lines.
std::string lease_text(const Lease& lease, Liveness holder, Instant now, const Paint& paint);

/// The same as an object, as schemas/status.schema.json has it.
void write_lease(JsonWriter& out, const Lease& lease, Liveness holder);

}  // namespace muster
