#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/policy/kind/forecast.hpp"

namespace muster {

/// Loads the forecast under `forecast` of a policy's spec.
Forecast load_forecast(const DeclaredFields& spec);

}  // namespace muster
