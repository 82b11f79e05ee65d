#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// "or sfo3, or s-4vcpu-8gb nyc3 (+$24.00/month)": what a machine is made as when what is wanted is sold out;
/// "" when nothing is, or nothing that the plan may cost.
std::string alternatives_of(const Plan& plan, const Change& change);

/// The same for all machines of the plan, each kind once: "s-2vcpu-4gb nyc3: or sfo3, ...".
std::vector<std::string> alternatives_of(const Plan& plan);

}  // namespace muster
