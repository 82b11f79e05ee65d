#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reconciler/cli/views/plan/plan_rows.hpp"

namespace muster {

/// Every object that a plan destroys or replaces, a line each; where that is longer than `room`, all of them
/// as ranges of names; where that is too, how many there are and that this is no place to approve from.
/// Nothing when nothing goes.
std::string gone_markdown(const Plan& plan, const std::vector<PlanSection>& sections, std::size_t room);

}  // namespace muster
