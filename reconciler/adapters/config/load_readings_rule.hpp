#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster {

/// Loads one item of the fleet's `readings`, and reports fields that its kind does not permit or that are
/// missing. The pools of `fleet` must be loaded already.
ReadingsRule load_readings_rule(const DeclaredFields& fields, const Fleet& fleet);

}  // namespace muster
