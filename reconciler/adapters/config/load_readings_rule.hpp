#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/fleet/fleet.hpp"

namespace muster {

/// Reads one item of the fleet's `readings` and reports what its kind does not know or cannot do without.
/// `fleet` has its pools already.
ReadingsRule load_readings_rule(const DeclaredFields& fields, const Fleet& fleet);

}  // namespace muster
