#pragma once

#include <optional>
#include <string>

#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// The look that tells whether somebody else holds what this call is about to make: by the slot's tag, or for
/// a machine that has no slot yet by the change's. nullopt where the cloud itself refuses a second one.
std::optional<Operation> look_for_holder(const Operation& operation);

/// Who holds it, in words; nullopt when nobody does but the machine or balancer `made` (empty before it was
/// made). `made_at`: when the cloud made ours; the older one keeps the place.
std::optional<std::string> held_by_other(const Operation& operation, const Reply& seen,
                                         const std::string& made, Instant made_at);

}  // namespace muster
