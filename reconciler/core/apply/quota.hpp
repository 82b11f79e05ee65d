#pragma once

#include <string>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// What an account's limit refused, in numbers, so that a person knows what to ask the cloud for.
struct QuotaDemand {
  const char* what = "machines";  ///< Or "volumes", "load balancers", "firewalls", "networks".
  std::optional<int> limit;       ///< nullopt when the cloud does not tell.
  int in_use = 0;                 ///< Over all fleets of the account.
  int wanted = 0;                 ///< That many more.
};

/// What the change is refused of, and how the account stood when `limits` were seen.
QuotaDemand demand_of(const Effect& effect, const AccountLimits& limits);

/// "25 of 25 machines are in use and 7 more wanted: ask the cloud for a limit of 32 or more".
std::string what_to_ask_for(const QuotaDemand& demand);

}  // namespace muster
