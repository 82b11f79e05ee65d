#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/case.hpp"

namespace muster {

/// What a person has to say yes to.
std::vector<std::string> approval_reasons_of(const Case& c);

}  // namespace muster
