#pragma once

#include <optional>
#include <string>

#include "reconciler/cli/console/console.hpp"
#include "reconciler/core/plan/approval/check_approvals.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// The permitted ways to approve a plan.
struct ConsentOptions {
  bool auto_approve = false;  ///< The flag --auto-approve is set.
  bool is_sandbox = false;    ///< The cloud is on this machine: --auto-approve counts as an approval there.
  bool ask_always = false;    ///< On a terminal, ask even if the rules allow the plan.
  bool signed_only = false;   ///< Approvers are declared: a typed approval has no name and does not count.
};

/// The approver of a plan, or the reason for no approval.
struct Consent {
  std::optional<std::string> by;  ///< "auto", or the approvers; nullopt: not approved.
  std::string refusal;  ///< The reason; a sentence without a final stop. Empty if a person declined.
  bool asked = false;   ///< A person was asked, so time has passed.
};

/// Checks the rules first, then the signed statements. If an approval is missing and no approver is declared,
/// it asks the person at the terminal. No flag and no approval lifts a refusal. A rejection stops even a plan
/// that the rules allow.
Consent obtain_consent(const Verdict& verdict, const ApprovalResult& approval_result,
                       const ConsentOptions& terms, Console& console);

}  // namespace muster
