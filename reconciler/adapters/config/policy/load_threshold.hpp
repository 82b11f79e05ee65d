#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/policy/kind/threshold.hpp"

namespace muster {

/// Loads the rules under `threshold` of a policy's spec.
Threshold load_threshold(const DeclaredFields& spec);

}  // namespace muster
