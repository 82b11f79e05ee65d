#pragma once

#include <set>
#include <string>
#include <vector>

#include "reconciler/core/alert/alert.hpp"

namespace muster {

/// The alerts of one round.
struct RoundAlerts {
  std::vector<Alert> firing;  ///< Sorted by key; keys are unique.

  // The alerts that this round could not check. Such an alert stays active: missing readings must not look
  // like good ones.
  std::set<AlertName> unsure;         ///< The state of all alerts with this name is unknown.
  std::set<std::string> unsure_keys;  ///< The state of the alert with this key is unknown.

  bool is_unsure_of(const Alert& alert) const {
    return unsure.contains(alert.name) || unsure_keys.contains(key_of(alert));
  }
};

}  // namespace muster
