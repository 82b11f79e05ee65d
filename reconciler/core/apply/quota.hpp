#pragma once

#include <string>

#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// The limit of an account that rejected a change, in numbers, so that a person knows which limit to request
/// from the cloud.
struct QuotaDemand {
  const char* what = "machines";  ///< Or "volumes", "load balancers", "firewalls", "networks".
  std::optional<int> limit;       ///< Number of objects; nullopt if the cloud does not report it.
  int in_use = 0;                 ///< Number of objects, over all fleets of the account.
  int wanted = 0;                 ///< Number of additional objects that are needed.
};

/// Returns the limit that rejected the change, and the use of the account when `limits` were read.
QuotaDemand demand_of(const Effect& effect, const AccountLimits& limits);

/// "25 of 25 machines are in use and 7 more needed: request a limit of 32 or more from the cloud".
std::string what_to_ask_for(const QuotaDemand& demand);

}  // namespace muster
