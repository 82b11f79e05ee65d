#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/policy/kind/schedule.hpp"

namespace muster {

/// Loads the windows under `schedule`. The rules of time zones come from this machine: decisions depend on
/// the rules of a zone, not on its name.
Schedule load_schedule(const DeclaredFields& spec);

}  // namespace muster
