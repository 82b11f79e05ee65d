#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/policy/kind/spare.hpp"

namespace muster {

/// Loads the rule under `spare` of a policy's spec.
Spare load_spare(const DeclaredFields& spec);

/// Loads spare capacity: exactly one of machines, percent and agents.
SpareRoom load_spare_room(const DeclaredFields& spare);

}  // namespace muster
