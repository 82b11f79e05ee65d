#pragma once

#include "providers/sandbox/model/cloud.hpp"

namespace muster::sandbox {

/// Sets the load of a tag (none if it has no agents), spread evenly, as if it had existed since `since`: the
/// machines of the tag count as on for that time. The minimum of running agents restarts.
void set_load(Cloud& cloud, const Load& load, Instant since);

}  // namespace muster::sandbox
