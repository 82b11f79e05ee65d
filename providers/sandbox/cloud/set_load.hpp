#pragma once

#include "providers/sandbox/cloud/cloud.hpp"

namespace muster::sandbox {

/// Sets the load of a tag (none when it has no agents), spread evenly, as if it had been so since `since`:
/// the machines of the tag are taken to have been on for that long. The least number of running agents counts
/// from now on.
void set_load(Cloud& cloud, const Load& load, Instant since);

}  // namespace muster::sandbox
