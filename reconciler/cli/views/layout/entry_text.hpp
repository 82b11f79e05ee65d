#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// The changes of a plan that are more than a number of machines, one line each, with what they change:
/// "~ update firewall worker: inbound tcp 22 from 10.0.0.0/8 -> tcp 22 from 0.0.0.0/0".
std::vector<std::string> telling_changes(const Plan& plan);

/// What lets somebody in: each port that opens to the internet, and for each pool that gets new machines the
/// image, keys and user data that they start from. User data is told as its digest and length.
std::vector<std::string> entries_of(const Plan& plan);

}  // namespace muster
