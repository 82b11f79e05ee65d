#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reconciler/cli/views/plan/plan_rows.hpp"

namespace muster {

/// Lists every object that a plan destroys or replaces, one per line. If that exceeds `room` bytes, it lists
/// all as ranges of names. If that exceeds it too, it prints their number and the advice not to approve from
/// here. Empty if there is none.
std::string gone_markdown(const Plan& plan, const std::vector<PlanSection>& sections, std::size_t room);

}  // namespace muster
