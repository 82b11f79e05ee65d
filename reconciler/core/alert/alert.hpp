#pragma once

#include <map>
#include <optional>
#include <string>

#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/announce_rule.hpp"

namespace muster {

/// What can be wrong for a while.
enum class AlertName {
  threshold_crossed,   ///< Readings are beyond a rule's line for as long as the rule says.
  growth_held,         ///< A pool wants more than bounds, money or the account allow.
  budget_share,        ///< The bill has reached the share of the cap from which people want to know.
  budget_cap,          ///< The bill is above the cap.
  spend_jump,          ///< The bill rose by a lot within an hour.
  create_burst,        ///< Many machines were made within an hour.
  flapping,            ///< A pool goes up and down; its way down is shut.
  drift,               ///< Something was changed outside muster.
  stray,               ///< A machine bills and belongs to nothing.
  readings_lost,       ///< Machines of a pool do not report.
  rule_blind,          ///< A rule cannot hold: nobody reports its metric, or too seldom.
  sources_failed,      ///< Sources of readings do not answer.
  look_failed,         ///< The cloud could not be seen, or only in part.
  step_failed,         ///< Another part of a round failed.
  apply_failed,        ///< The last apply did not do all that it should.
  changes_paused,      ///< Changes failed again and again and are left alone for a while.
  apply_stuck,         ///< An apply has not moved for long.
  plan_waits,          ///< A plan waits for a person.
  plan_refused,        ///< A plan breaks a guard or a bound, so that nobody can approve it.
  invalid_revision,    ///< What git has is not valid and is not followed.
  leadership_unstable  ///< The lead was lost again and again.
};
inline constexpr int kAlertNames = static_cast<int>(AlertName::leadership_unstable) + 1;
const char* to_string(AlertName name);  ///< "threshold_crossed".
std::optional<AlertName> alert_name_of(const std::string& word);

/// Something that somebody should know for as long as it lasts.
struct Alert {
  AlertName name = AlertName::step_failed;
  std::string subject;  ///< "worker/1", a pool, a plan's short id, "fleet".
  AlertSeverity severity = AlertSeverity::warning;
  std::string summary;  ///< A sentence without final stop; may change while the alert lasts.
  /// What else tells it from others of its name and subject: rule, policy, metric. Never what changes.
  std::map<std::string, std::string> labels{};
  Instant since{};  ///< When it began, as far as is known.

  friend bool operator==(const Alert&, const Alert&) = default;
};
/// The subject of the alert that tells what is behind the first ones of its name, as a number.
inline constexpr const char* kOthers = "others";
/// What makes it the same alert from one round to the next: name, subject and labels.
std::string key_of(const Alert& alert);

/// Something that happened, told once.
struct Notice {
  std::string what;     ///< "applied", "withdrawn", "revision", "suspended": for machines that read it.
  std::string subject;  ///< As in Alert.
  std::string summary;  ///< A sentence without final stop.
  Instant at;

  friend bool operator==(const Notice&, const Notice&) = default;
};

}  // namespace muster
