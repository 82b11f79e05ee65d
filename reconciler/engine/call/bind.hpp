#pragma once

#include <string>

#include "reconciler/core/apply/steps.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// Names what a change that succeeded made, or forgets what it took away, for the changes behind it.
void bind_object(Bindings& bindings, const Change& change, const std::string& object_id);

/// Puts a machine that the change resizes or replaces back behind the balancers of its pool, and for a
/// replacement the volumes of its slot onto the old machine. An apply that was cut short may have taken them
/// off already, so what is seen does not tell where they belong.
void restore_belongings(Bindings& bindings, const Change& change);

}  // namespace muster
