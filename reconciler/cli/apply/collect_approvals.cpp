#include "reconciler/cli/apply/collect_approvals.hpp"

#include <algorithm>

#include "reconciler/adapters/signing/approvals_file.hpp"
#include "reconciler/adapters/signing/signature_check.hpp"
#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/history/earlier_applies.hpp"

namespace muster {

namespace {

bool concerns(const SignedStatement& said, const PlanId& plan) {
  if (const auto* yes = std::get_if<PlanApproval>(&said.statement.content)) return yes->plan == plan;
  if (const auto* no = std::get_if<PlanRejection>(&said.statement.content)) return no->plan == plan;
  return true;
}

void add_once(const SignedStatement& said, std::vector<SignedStatement>& all) {
  if (std::find(all.begin(), all.end(), said) == all.end()) all.push_back(said);
}

}  // namespace

Result<std::vector<JournalEntry>> entries_for_approvals(Workspace& workspace) {
  const auto longest =
      std::max(Duration(kApprovalAtMost + std::chrono::hours(1)), workspace.declared.fleet.approval.window);
  return workspace.store->entries_from(workspace.clock->now() - longest);
}

CollectedApprovals collect_approvals(const PlanId& plan, const std::string& plan_file,
                                     const std::vector<JournalEntry>& entries, Workspace& workspace) {
  CollectedApprovals collected;
  std::vector<SignedStatement> all;
  if (!plan_file.empty()) {
    const auto file = approvals_file_of(plan_file);
    auto beside = load_approvals(file);
    if (beside) {
      all = *std::move(beside);
    } else {
      collected.unbelievable.push_back({file, false, beside.error().what});
    }
  }
  const auto& fleet = workspace.declared.fleet;
  for (const auto& said : statements_in(entries, fleet.name)) {
    if (concerns(said, plan)) add_once(said, all);
  }
  // A rejection is permanent: it survives the entries that are read, and those that the journal keeps.
  if (const auto no = workspace.store->snapshot(fleet.name, rejection_name(plan)); no && *no) {
    auto kept = read_approvals(**no, "the rejection of the plan");
    if (!kept) collected.unbelievable.push_back({"rejection", false, kept.error().what});
    for (const auto& said : kept ? *kept : std::vector<SignedStatement>()) add_once(said, all);
  } else if (!no) {
    collected.unbelievable.push_back({"rejection", false, no.error().what});
  }
  const SignatureCheck check(fleet.name, fleet.approval.approvers, workspace.rules.described());
  for (const auto& said : all) {
    auto verified = check.check(said);
    if (verified) {
      collected.statements.push_back(*std::move(verified));
    } else {
      collected.unbelievable.push_back({about(said.statement), false, verified.error().what});
    }
  }
  return collected;
}

std::string rejection_name(const PlanId& plan) {
  return "rejection " + plan.value;
}

std::string findings_text(const std::vector<Finding>& findings) {
  std::string text;
  for (const auto& finding : findings) {
    text += "  - " + printable(finding.about) + ": " + printable(finding.message) + "\n";
  }
  return text;
}

}  // namespace muster
