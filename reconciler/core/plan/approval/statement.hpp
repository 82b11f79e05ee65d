#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// An approval of one plan, until a time.
struct PlanApproval {
  PlanId plan;
  Instant until;
  friend bool operator==(const PlanApproval&, const PlanApproval&) = default;
};
/// A permanent rejection of one plan: the author must make another plan.
struct PlanRejection {
  PlanId plan;
  std::string because;
  friend bool operator==(const PlanRejection&, const PlanRejection&) = default;
};
/// An approval, until a time, of every plan within its limits.
struct StandingApproval {
  std::vector<PoolName> pools;  ///< A plan may change only these pools; sorted, no duplicates.
  int machines = 0;  ///< Largest number of machines in all of these pools together, after the plan.
  Money hourly;      ///< Largest cost of the whole fleet per hour, after the plan.
  Instant until;
  friend bool operator==(const StandingApproval&, const StandingApproval&) = default;
};
/// Ends a standing approval before its time.
struct Revocation {
  std::string standing_approval;  ///< The statement_id of the revoked standing approval.
  std::string because;
  friend bool operator==(const Revocation&, const Revocation&) = default;
};

/// A statement of a person about a fleet's plans.
struct Statement {
  FleetName fleet;
  std::string by;  ///< The approver's name in the fleet file.
  Instant at;
  std::variant<PlanApproval, PlanRejection, StandingApproval, Revocation> content;
  friend bool operator==(const Statement&, const Statement&) = default;
};

/// Default and largest validity of an approval.
inline constexpr Duration kApprovalUsually = std::chrono::hours(1);
inline constexpr Duration kApprovalAtMost = std::chrono::hours(24 * 7);

/// Returns the bytes that are signed: readable lines, one for each field. No text can imitate another line.
/// Different statements have different texts.
std::string text_to_sign(const Statement& statement);
/// Twelve hexadecimal digits that name a statement for people and revocations.
std::string statement_id(const Statement& statement);
/// "approval", "rejection", "envelope", "revocation".
const char* kind_of(const Statement& statement);

/// A statement as it is stored and transferred. Do not trust it before its signature is verified.
struct SignedStatement {
  Statement statement;
  std::string key;        ///< The public key that it claims; used only for error messages.
  std::string signature;  ///< Base64 of an Ed25519 signature of text_to_sign.
  friend bool operator==(const SignedStatement&, const SignedStatement&) = default;
};

/// A statement whose signature matches the key of its author in the fleet's committed file. Only
/// SignatureCheck, which is beside the signing library, can create one.
class VerifiedStatement {
 public:
  const Statement& statement() const { return statement_; }
  /// The key that the signature matches.
  const std::string& key() const { return key_; }

 private:
  friend class SignatureCheck;
  VerifiedStatement(Statement statement, std::string key)
      : statement_(std::move(statement)), key_(std::move(key)) {}

  Statement statement_;
  std::string key_;
};

}  // namespace muster
