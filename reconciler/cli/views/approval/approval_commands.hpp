#pragma once

#include <string>

#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// The short id of a plan for commands: "0d5e3f6a1b2c".
std::string brief_of(const PlanId& plan);

/// "muster approve 0d5e3f6a1b2c --as NAME"
std::string approve_command(const PlanId& plan);
/// "muster reject 0d5e3f6a1b2c --as NAME --because TEXT"
std::string reject_command(const PlanId& plan);

}  // namespace muster
