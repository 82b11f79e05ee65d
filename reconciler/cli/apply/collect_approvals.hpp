#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/plan/weigh_approvals.hpp"

namespace muster {

/// What people said, as far as their signatures fit, and what is wrong with the rest.
struct Heard {
  std::vector<VerifiedStatement> statements;
  std::vector<Finding> unbelievable;
};

/// The journal's entries that approvals are reckoned from: of the longest that one can hold.
Result<std::vector<JournalEntry>> entries_for_approvals(Workspace& workspace);

/// Collects what was said about a plan: beside its file, where it has one, and in the journal. Each once. Of
/// the journal only what concerns this plan is listened to, and envelopes.
Heard hear_approvals(const PlanId& plan, const std::string& plan_file,
                     const std::vector<JournalEntry>& entries, Workspace& workspace);

/// Under what name the store keeps the rejection of a plan, for good.
std::string rejection_name(const PlanId& plan);

/// One line a finding, each under a dash.
std::string findings_text(const std::vector<Finding>& findings);

}  // namespace muster
