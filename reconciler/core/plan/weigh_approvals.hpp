#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/plan/case.hpp"
#include "reconciler/core/plan/statement.hpp"

namespace muster {

/// How one statement stands to one plan.
struct Finding {
  std::string about;  ///< "approval by ada of 2026-11-23T20:00:00Z".
  bool counts = false;
  std::string says;  ///< Until when it holds, or exactly what is wrong with it.

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// "approval by ada of 2026-11-23T20:00:00Z", "envelope 1f2e3d4c5b6a by ada".
std::string about(const Statement& statement);

/// What all statements about a plan come to.
struct Weighed {
  std::vector<std::string>
      yes;  ///< One a different person with a different key: "ada", "envelope 1f2e by bo".
  std::optional<Instant> until;     ///< The plan is approved until then: its readings do not age before.
  std::vector<Finding> findings;    ///< In the order of the statements.
  std::optional<std::string> stop;  ///< Why no yes counts at all; a person said no.

  bool spent = false;  ///< The plan was carried out in whole before: no yes counts again.

  bool approved_by(int persons) const;
  /// "ada and bo".
  std::string names() const;
};

/// What a plan is weighed with. A view: it owns nothing.
struct Weighing {
  PlanId plan;
  const Case& left;                ///< What of the plan is still to be done.
  std::optional<Instant> applied;  ///< When all of it was done already: its approvals are spent.
  Instant now;                     ///< By the clock, whatever the age of the readings.
};

/// Does what these people said permit this plan now? An approval is for one plan, from its date to its end,
/// for a week at most, and is spent once the plan was done in whole. An envelope permits what stays inside
/// each of its limits and destroys no data. A rejection stops a plan, a revocation an envelope. The same
/// person, or the same key, counts once.
Weighed weigh(const Weighing& weighing, const std::vector<VerifiedStatement>& statements);

/// Who rejected the plan, when and why; nullopt when nobody did.
std::optional<std::string> rejection_of(const PlanId& plan, const std::vector<VerifiedStatement>& statements);
/// Which envelopes have been revoked.
std::vector<std::string> revoked_in(const std::vector<VerifiedStatement>& statements);
/// What is wrong with the times of an approval or envelope; "" when it holds now.
std::string out_of_time(const Statement& statement, Instant now);
}  // namespace muster
