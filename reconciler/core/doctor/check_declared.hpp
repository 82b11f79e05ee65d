#pragma once

#include "reconciler/core/doctor/doctor_finding.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

// Checks of `muster doctor` that need the declared files, and of the cloud at most its limits.

/// Checks that enough persons can approve. `governing` are the rules that count, see governing_rules.
DoctorFindings check_approvers(const ApprovalRules& governing);

/// Checks that a policy looks at CPU, memory, disk and number of agents of each pool, and that one removes
/// machines.
DoctorFindings check_coverage(const Fleet& fleet, const std::vector<Policy>& policies);

/// Checks that the account allows as many machines as the pools may have.
DoctorFindings check_quota(const Fleet& fleet, const ActualState& actual);

}  // namespace muster
