#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/plan/approval/statement.hpp"
#include "reconciler/core/plan/verdict/verdict_inputs.hpp"

namespace muster {

/// The relation of one statement to one plan.
struct Finding {
  std::string about;  ///< "approval by ada of 2026-11-23T20:00:00Z".
  bool counts = false;
  std::string message;  ///< The end of its validity, or its exact defect.

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// "approval by ada of 2026-11-23T20:00:00Z", "envelope 1f2e3d4c5b6a by ada".
std::string about(const Statement& statement);

/// The result of all statements about a plan.
struct ApprovalResult {
  /// One entry for each different person with a different key: "ada", "envelope 1f2e by bo".
  std::vector<std::string> yes;
  /// The plan is approved until then; the age of its readings does not matter before.
  std::optional<Instant> until;
  std::vector<Finding> findings;    ///< In the order of the statements.
  std::optional<std::string> stop;  ///< Why no approval counts; a person rejected the plan.

  bool spent = false;  ///< The plan was applied completely before: no approval counts again.

  bool approved_by(int persons) const;
  /// "ada and bo".
  std::string names() const;
};

/// The inputs of the check. A view: it owns nothing.
struct ApprovalInputs {
  PlanId plan;
  const VerdictInputs& left;  ///< The remaining changes of the plan.
  /// Time of its complete apply, which used up its approvals; nullopt if there was none.
  std::optional<Instant> applied;
  Instant now;  ///< By the clock, independent of the age of the readings.
};

/// Checks whether these statements permit this plan now. An approval is for one plan. It is valid from its
/// date to its end, at most a week, and is used up by a complete apply. A standing approval permits plans
/// that are within each of its limits and destroy no data. A rejection stops a plan, a revocation a standing
/// approval. The same person, or the same key, counts once.
ApprovalResult check_approvals(const ApprovalInputs& weighing,
                               const std::vector<VerifiedStatement>& statements);

/// Returns the person who rejected the plan, with time and reason; nullopt if there is none.
std::optional<std::string> rejection_of(const PlanId& plan, const std::vector<VerifiedStatement>& statements);
/// Returns the ids of the revoked standing approvals.
std::vector<std::string> revoked_in(const std::vector<VerifiedStatement>& statements);
/// Returns the defect in the times of an approval or standing approval; "" if it is valid now.
std::string validity_blocker(const Statement& statement, Instant now);
}  // namespace muster
