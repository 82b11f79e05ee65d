#pragma once

#include <string>

#include "reconciler/cli/views/plan/plan_text.hpp"
#include "reconciler/core/plan/weigh_approvals.hpp"

namespace muster {

/// What a person should see before signing a yes to a plan: how old it is, what it does, what it costs, every
/// object that goes, and why it needs a person.
std::string plan_to_sign_text(const Plan& plan, Instant now, const PlanTextOptions& options);

/// What an envelope allows.
std::string envelope_text(const Envelope& envelope);

/// Under a title, the statements found about a plan and how each stands.
std::string findings_view(const std::vector<Finding>& findings, const PlanTextOptions& options);

}  // namespace muster
