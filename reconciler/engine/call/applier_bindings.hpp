#pragma once

#include <string>

#include "reconciler/core/apply/steps.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Adds the id of the object that a successful change created, or removes the one that it destroyed, for the
/// changes after it.
void bind_object(ResourceIds& resource_ids, const Change& change, const std::string& object_id);

/// Adds a machine that the change resizes or replaces to the load balancers of its pool again. For a
/// replacement it also adds the volumes of its slot to the old machine. An interrupted apply may have removed
/// them already, so the observation does not show where they belong.
void restore_belongings(ResourceIds& resource_ids, const Change& change);

}  // namespace muster
