#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reconciler/core/fleet/declared/approval_rules.hpp"
#include "reconciler/core/plan/approval/statement.hpp"

namespace muster {

/// Verifies signatures with the keys of a fleet's committed file.
class SignatureCheck {
 public:
  /// `source` is the source of the approvers, for messages: "the fleet file at origin/main".
  SignatureCheck(FleetName fleet, std::vector<Approver> approvers, std::string source)
      : fleet_(std::move(fleet)), approvers_(std::move(approvers)), source_(std::move(source)) {}

  /// Fails with `denied` and the exact reason: another fleet, not an approver, another key than the
  /// approver's, or a wrong signature.
  Result<VerifiedStatement> check(const SignedStatement& said) const;

  /// Returns the approver of that name. Fails with `denied` and the known names.
  Result<Approver> approver(const std::string& name) const;

 private:
  FleetName fleet_;
  std::vector<Approver> approvers_;
  std::string source_;
};

}  // namespace muster
