#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// "or sfo3, or s-4vcpu-8gb nyc3 (+$24.00/month)": the alternatives of a new machine if its size is sold out;
/// "" if there is none that the plan permits.
std::string alternatives_of(const Plan& plan, const Change& change);

/// The same for all machines of the plan, each kind once: "s-2vcpu-4gb nyc3: or sfo3, ...".
std::vector<std::string> alternatives_of(const Plan& plan);

}  // namespace muster
