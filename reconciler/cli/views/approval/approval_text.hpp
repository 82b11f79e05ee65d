#pragma once

#include <string>

#include "reconciler/cli/views/plan/plan_text.hpp"
#include "reconciler/core/plan/approval/check_approvals.hpp"

namespace muster {

/// Describes a plan before its approval: its age, changes and cost, every object that it destroys, and the
/// reasons for the approval.
std::string plan_to_sign_text(const Plan& plan, Instant now, const PlanTextOptions& options);

/// Describes the limits of an envelope.
std::string standing_approval_text(const StandingApproval& standing_approval);

/// Under a title, the statements about a plan and their validity.
std::string findings_view(const std::vector<Finding>& findings, const PlanTextOptions& options);

}  // namespace muster
