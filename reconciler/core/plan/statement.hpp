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

/// A yes to one plan, until a time.
struct PlanApproval {
  PlanId plan;
  Instant until;
  friend bool operator==(const PlanApproval&, const PlanApproval&) = default;
};
/// A no to one plan, for good: who still wants it makes another plan.
struct PlanRejection {
  PlanId plan;
  std::string because;
  friend bool operator==(const PlanRejection&, const PlanRejection&) = default;
};
/// A yes, until a time, to every plan that stays inside.
struct Envelope {
  std::vector<PoolName> pools;  ///< No plan inside touches anything but these; sorted, none twice.
  int machines = 0;             ///< So many at most in all of these pools together, after the plan.
  Money hourly;                 ///< So much at most the whole fleet costs an hour, after the plan.
  Instant until;
  friend bool operator==(const Envelope&, const Envelope&) = default;
};
/// The end of an envelope before its time.
struct Revocation {
  std::string envelope;  ///< statement_id of what is revoked.
  std::string because;
  friend bool operator==(const Revocation&, const Revocation&) = default;
};

/// What a person says about a fleet's plans.
struct Statement {
  FleetName fleet;
  std::string by;  ///< The approver's name in the fleet file.
  Instant at;
  std::variant<PlanApproval, PlanRejection, Envelope, Revocation> says;
  friend bool operator==(const Statement&, const Statement&) = default;
};

/// An approval holds for an hour unless told, and for a week at most.
inline constexpr Duration kApprovalUsually = std::chrono::hours(1);
inline constexpr Duration kApprovalAtMost = std::chrono::hours(24 * 7);

/// The bytes that are signed: readable lines, one a field, in which no text can pretend to be another line.
/// Statements that differ in anything have different texts.
std::string text_to_sign(const Statement& statement);
/// Twelve hexadecimal digits by which people and revocations name a statement.
std::string statement_id(const Statement& statement);
/// "approval", "rejection", "envelope", "revocation".
const char* kind_of(const Statement& statement);

/// A statement as it is kept and sent about: nothing of it is to be believed before its signature was
/// checked.
struct SignedStatement {
  Statement statement;
  std::string key;        ///< Which public key is said to fit; only for telling what is wrong.
  std::string signature;  ///< Base64 of an Ed25519 signature of text_to_sign.
  friend bool operator==(const SignedStatement&, const SignedStatement&) = default;
};

/// A statement whose signature fits the key that the fleet's committed file has for its author. Only
/// SignatureCheck, which lives with the signing library, makes one.
class VerifiedStatement {
 public:
  const Statement& statement() const { return statement_; }
  /// The key that it fits.
  const std::string& key() const { return key_; }

 private:
  friend class SignatureCheck;
  VerifiedStatement(Statement statement, std::string key)
      : statement_(std::move(statement)), key_(std::move(key)) {}

  Statement statement_;
  std::string key_;
};

}  // namespace muster
