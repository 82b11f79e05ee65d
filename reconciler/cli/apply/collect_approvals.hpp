#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/plan/approval/check_approvals.hpp"

namespace muster {

/// The statements with valid signatures, and the findings about the others.
struct CollectedApprovals {
  std::vector<VerifiedStatement> statements;
  std::vector<Finding> unbelievable;
};

/// Returns the journal's entries within the longest validity of an approval. Fails as the store does.
Result<std::vector<JournalEntry>> entries_for_approvals(Workspace& workspace);

/// Collects the statements about a plan, beside its file if it has one, and in the journal; each once. From
/// the journal only statements about this plan and envelopes count.
CollectedApprovals collect_approvals(const PlanId& plan, const std::string& plan_file,
                                     const std::vector<JournalEntry>& entries, Workspace& workspace);

/// Name of the document in the store with the permanent rejection of a plan.
std::string rejection_name(const PlanId& plan);

/// One line for each finding, each after a dash.
std::string findings_text(const std::vector<Finding>& findings);

}  // namespace muster
