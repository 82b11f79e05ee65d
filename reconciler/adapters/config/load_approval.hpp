#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/fleet/declared/approval_rules.hpp"

namespace muster {

/// Loads the rules under `approval` of a fleet file. Problems are reported on the fields.
ApprovalRules load_approval(const DeclaredFields& fields);

}  // namespace muster
