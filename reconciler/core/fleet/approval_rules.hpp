#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// Hours in which machines may be taken off, by UTC. One that ends at or before its beginning ends on the
/// next day: "mon-fri 22:00-06:00" reaches into Saturday's morning.
struct DowntimeWindow {
  int first_day = 0;  ///< 0 is Monday; a first day behind the last one goes over the week's end.
  int last_day = 6;
  Duration from{0};  ///< Since midnight, below 24 h.
  Duration to{0};

  friend bool operator==(const DowntimeWindow&, const DowntimeWindow&) = default;
};
/// "mon-fri 22:00-06:00".
std::string to_string(const DowntimeWindow& window);

/// Whether all of the time between the two instants lies in windows. Windows may take turns.
bool lies_within(const std::vector<DowntimeWindow>& windows, Instant from, Instant to);
/// When the next window opens at or after `now`; nullopt when there is none.
std::optional<Instant> next_opening(const std::vector<DowntimeWindow>& windows, Instant now);

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
