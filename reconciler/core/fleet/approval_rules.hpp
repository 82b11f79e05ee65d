#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/downtime_window.hpp"

namespace muster {

/// A person who may approve, and the public half of the key that the person signs with.
struct Approver {
  std::string name;
  std::string key;  ///< "ed25519:" and 44 characters of base64.

  friend bool operator==(const Approver&, const Approver&) = default;
};

/// Limits that no approval lifts; only a change of the committed file does.
struct Guards {
  std::optional<int> max_destroy;     ///< Machines destroyed or replaced, within the approval window.
  std::optional<int> max_create;      ///< Machines created, within the approval window.
  std::optional<Money> max_increase;  ///< Of a month, within the approval window, whoever approved it.

  friend bool operator==(const Guards&, const Guards&) = default;
};

/// What may be done without asking a person, who counts as one, and what nobody may do.
struct ApprovalRules {
  Money auto_below_month = Money::dollars(50);  ///< Increases strictly below this pass.
  Duration window = std::chrono::hours(24);     ///< Steps within this window add up.
  bool auto_destroy = false;                    ///< Whether plans that destroy may pass without a person.
  int blast_radius_percent = 20;  ///< More of a pool's machines than this disrupted at a time need a person.
  std::vector<DowntimeWindow> downtime;  ///< When machines may be off without asking; none means any time.
  int persons = 1;                       ///< So many different people must say yes.
  std::vector<Approver> approvers;       ///< Names and keys are unique.
  Guards guards;

  friend bool operator==(const ApprovalRules&, const ApprovalRules&) = default;
};

/// What holds for a fleet whose file is not committed yet: its rules where they are narrower than those that
/// hold unless told, and none of its approvers. Whoever writes a file does not approve by it.
ApprovalRules as_uncommitted(ApprovalRules declared);

}  // namespace muster
