#pragma once

#include <optional>
#include <string>

#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// Returns the call that shows whether another object holds the slot which this call fills. It searches by
/// the tag of the slot, or of the change for a machine without a slot. nullopt if the cloud itself rejects a
/// second one.
std::optional<Operation> look_for_holder(const Operation& operation);

/// Returns the holder as text; nullopt if it is the machine or load balancer `made` (empty before its
/// creation), or if there is none. `made_at` is the cloud's creation time of ours: the older object keeps the
/// slot.
std::optional<std::string> held_by_other(const Operation& operation, const Reply& seen,
                                         const std::string& made, Instant made_at);

}  // namespace muster
