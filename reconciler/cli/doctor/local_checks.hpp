#pragma once

#include <string>

#include "reconciler/adapters/git/base_branch_rules.hpp"
#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/doctor/doctor_finding.hpp"
#include "reconciler/core/fleet/declared/approval_rules.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

// Checks of files on this machine.

/// Returns a finding for each problem of declared files, of the check with this name.
DoctorFindings findings_of(const Diagnostics& diagnostics, const std::string& check);

/// Checks that the base branch governs the approval rules.
DoctorFindings check_base(const Result<GoverningRules>& rules);

/// Checks that only their owner reads the keys in ~/.config/muster of the named approvers.
DoctorFindings check_key_files(const ApprovalRules& rules);

/// Checks that the journal is unchanged, and that only its owner reads its file.
DoctorFindings check_store(Store& store, const std::string& file);

}  // namespace muster
