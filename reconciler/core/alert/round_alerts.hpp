#pragma once

#include <set>
#include <string>
#include <vector>

#include "reconciler/core/alert/alert.hpp"

namespace muster {

/// What one round says about what is wrong.
struct RoundAlerts {
  std::vector<Alert> firing;  ///< Sorted by key; keys are unique.

  // What this round could not tell. An alert of which nobody knows whether it is over is not over: lost
  // readings must not look like good ones.
  std::set<AlertName> unsure;         ///< Nothing is known about any alert of that name.
  std::set<std::string> unsure_keys;  ///< Nothing is known about this one.

  bool is_unsure_of(const Alert& alert) const {
    return unsure.contains(alert.name) || unsure_keys.contains(key_of(alert));
  }
};

}  // namespace muster
