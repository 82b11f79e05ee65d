#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/adapters/config/read_beside.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster {

/// Loads one pool of a fleet file. `read_beside` reads the file that `user_data_file` names.
Pool load_pool(const DeclaredFields& fields, const ReadBeside& read_beside);

}  // namespace muster
