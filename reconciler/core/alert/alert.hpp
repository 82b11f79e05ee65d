#pragma once

#include <map>
#include <optional>
#include <string>

#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/declared/receiver.hpp"

namespace muster {

/// A condition that lasts for a while.
enum class AlertName {
  threshold_crossed,  ///< Readings are beyond the threshold of a rule for as long as the rule requires.
  growth_held,        ///< Bounds, money or the account prevent the growth of a pool.
  budget_share,       ///< The bill has reached the warning share of the cap.
  budget_cap,         ///< The bill is above the cap.
  spend_jump,         ///< The bill rose steeply within an hour.
  create_burst,       ///< muster created many machines within an hour.
  flapping,           ///< A pool grows and shrinks alternately; its scale down is blocked.
  drift,              ///< Something was changed outside muster.
  stray,              ///< A machine is billed and fills no slot.
  readings_lost,      ///< Machines of a pool do not report.
  rule_blind,         ///< A rule cannot be evaluated: no source reports its metric, or reports it too seldom.
  sources_failed,     ///< Sources of readings do not answer.
  look_failed,        ///< The cloud could not be observed, or only in part.
  step_failed,        ///< Another step of a round failed.
  apply_failed,       ///< The last apply did not complete all changes.
  changes_paused,     ///< Changes failed repeatedly, and muster does not retry them for a while.
  apply_stuck,        ///< An apply has made no progress for long.
  plan_waits,         ///< A plan waits for an approval.
  plan_refused,       ///< A plan violates a guard or a bound, so that no approval can lift it.
  invalid_revision,   ///< The newest revision in git is invalid and is not used.
  leadership_unstable  ///< muster lost the lease repeatedly.
};
inline constexpr int kAlertNames = static_cast<int>(AlertName::leadership_unstable) + 1;
const char* to_string(AlertName name);  ///< "threshold_crossed".
std::optional<AlertName> alert_name_of(const std::string& word);

/// A condition that the operator should know about while it lasts.
struct Alert {
  AlertName name = AlertName::step_failed;
  std::string subject;  ///< "worker/1", a pool, a plan's short id, "fleet".
  AlertSeverity severity = AlertSeverity::warning;
  std::string summary;  ///< One sentence without a final stop. It may change while the alert is active.
  /// Labels that distinguish it from other alerts with the same name and subject: rule, policy, metric. Never
  /// values that change.
  std::map<std::string, std::string> labels{};
  Instant since{};  ///< Time at which it began, as far as muster knows.

  friend bool operator==(const Alert&, const Alert&) = default;
};
/// Subject of the alert that counts the further alerts of its name.
inline constexpr const char* kOthers = "others";
/// Identifies the same alert in different rounds: name, subject and labels.
std::string key_of(const Alert& alert);

/// An event that is reported once.
struct Notice {
  std::string what;     ///< "applied", "withdrawn", "revision", "suspended": for programs.
  std::string subject;  ///< As in Alert.
  std::string summary;  ///< One sentence without a final stop.
  Instant at;

  friend bool operator==(const Notice&, const Notice&) = default;
};

}  // namespace muster
