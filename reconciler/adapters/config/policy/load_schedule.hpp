#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/policy/schedule.hpp"

namespace muster {

/// The windows under `schedule`. Time zones are looked up on this machine: what is decided depends on the
/// zone's rules, not on its name.
Schedule load_schedule(const DeclaredFields& spec);

/// The room under `spare`: exactly one of machines, percent and agents.
SpareRoom load_spare_room(const DeclaredFields& spare);

}  // namespace muster
