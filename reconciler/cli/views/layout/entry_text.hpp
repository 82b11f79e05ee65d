#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Returns the changes of a plan that are more than a number of machines, one line each with their
/// attributes: "~ update firewall worker: inbound tcp 22 from 10.0.0.0/8 -> tcp 22 from 0.0.0.0/0".
std::vector<std::string> telling_changes(const Plan& plan);

/// Returns the changes of access: each port that opens to the internet, and for each pool with new machines
/// their image, keys and user data. User data is shown as its digest and length.
std::vector<std::string> entries_of(const Plan& plan);

}  // namespace muster
