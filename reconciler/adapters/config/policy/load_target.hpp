#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// Loads the target under `target` of a policy's spec.
Target load_target(const DeclaredFields& spec);
/// Loads the forecast under `forecast`.
Forecast load_forecast(const DeclaredFields& spec);
/// Loads the rule under `unused`.
Unused load_unused(const DeclaredFields& spec);

}  // namespace muster
