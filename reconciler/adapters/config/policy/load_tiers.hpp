#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/policy/kind/tiers.hpp"

namespace muster {

/// Loads the steps under `tiers`, and the fields beside it that only tiers have.
Tiers load_tiers(const DeclaredFields& spec);

}  // namespace muster
