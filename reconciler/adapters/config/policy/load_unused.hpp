#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/policy/kind/unused.hpp"

namespace muster {

/// Loads the rule under `unused` of a policy's spec.
Unused load_unused(const DeclaredFields& spec);

}  // namespace muster
