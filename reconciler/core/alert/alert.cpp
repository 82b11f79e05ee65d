#include "reconciler/core/alert/alert.hpp"

#include <algorithm>
#include <array>

namespace muster {
namespace {

constexpr std::array<const char*, kAlertNames> kNames = {
    "threshold_crossed",  "growth_held",    "budget_share", "budget_cap",   "spend_jump",
    "create_burst",       "flapping",       "drift",        "stray",        "readings_lost",
    "rule_blind",         "sources_failed", "look_failed",  "step_failed",  "apply_failed",
    "changes_paused",     "apply_stuck",    "plan_waits",   "plan_refused", "invalid_revision",
    "leadership_unstable"};

}  // namespace

const char* to_string(AlertName name) {
  return kNames[static_cast<std::size_t>(name)];
}

std::optional<AlertName> alert_name_of(const std::string& word) {
  const auto at = std::find(kNames.begin(), kNames.end(), word);
  if (at == kNames.end()) return std::nullopt;
  return static_cast<AlertName>(at - kNames.begin());
}

std::string key_of(const Alert& alert) {
  auto key = std::string(to_string(alert.name)) + " " + alert.subject;
  for (const auto& [name, value] : alert.labels) key += " " + name + "=" + value;
  return key;
}

}  // namespace muster
