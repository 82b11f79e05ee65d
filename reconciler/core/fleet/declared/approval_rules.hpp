#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/declared/downtime_window.hpp"

namespace muster {

/// A person who may approve, and the public half of the person's key.
struct Approver {
  std::string name;
  std::string key;  ///< "ed25519:" and 44 characters of base64.

  friend bool operator==(const Approver&, const Approver&) = default;
};

/// Limits that no approval lifts; only a change of the committed file does.
struct Guards {
  /// Largest number of machines destroyed or replaced, within the approval window.
  std::optional<int> max_destroy;
  std::optional<int> max_create;  ///< Largest number of machines created, within the approval window.
  /// Largest increase of the monthly cost within the approval window, also for approved plans.
  std::optional<Money> max_increase;

  friend bool operator==(const Guards&, const Guards&) = default;
};

/// The plans that may destroy objects without an approval. Data is never destroyed without one.
enum class AutoDestroy {
  never,
  drained,  ///< Plans that destroy machines without agents or with agents that muster moves first, and load
            ///< balancers that no longer have enough machines. Volumes stay.
  always,
};

/// Changes that need no approval, the approvers, and limits that no approval lifts.
struct ApprovalRules {
  Money auto_below_month = Money::dollars(50);  ///< Increases strictly below this need no approval.
  Duration window = std::chrono::hours(24);     ///< muster adds up all increases within this window.
  AutoDestroy auto_destroy = AutoDestroy::never;
  /// A plan that disrupts more than this share of a pool's machines at a time needs an approval.
  int blast_radius_percent = 20;
  /// Hours in which machines may be off without an approval; none means any time.
  std::vector<DowntimeWindow> downtime;
  int persons = 1;                  ///< Number of different approvers that a plan needs.
  std::vector<Approver> approvers;  ///< Names and keys are unique.
  Guards guards;

  friend bool operator==(const ApprovalRules&, const ApprovalRules&) = default;
};

/// Returns the rules for a fleet whose file is not committed yet: its own rules where they are stricter than
/// the defaults, the defaults elsewhere, and none of its approvers. The author of a file cannot approve with
/// it.
ApprovalRules as_uncommitted(ApprovalRules declared);

}  // namespace muster
