#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reconciler/core/fleet/approval_rules.hpp"
#include "reconciler/core/plan/statement.hpp"

namespace muster {

/// Holds signatures against the keys of a fleet's committed file.
class SignatureCheck {
 public:
  /// `source` is where the approvers come from, for messages: "the fleet file at origin/main".
  SignatureCheck(FleetName fleet, std::vector<Approver> approvers, std::string source)
      : fleet_(std::move(fleet)), approvers_(std::move(approvers)), source_(std::move(source)) {}

  /// Fails with `denied`, saying exactly what is wrong: another fleet's, not by an approver, by another key
  /// than the approver's, or with a signature that does not fit.
  Result<VerifiedStatement> check(const SignedStatement& said) const;

  /// The approver of that name; `denied` when there is none, with those that there are.
  Result<Approver> approver(const std::string& name) const;

 private:
  FleetName fleet_;
  std::vector<Approver> approvers_;
  std::string source_;
};

}  // namespace muster
