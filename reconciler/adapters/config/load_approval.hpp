#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/fleet/approval_rules.hpp"

namespace muster {

/// The rules that a fleet file declares under `approval`. What is wrong goes where the fields report to.
ApprovalRules load_approval(const DeclaredFields& fields);

}  // namespace muster
