#pragma once

#include <string>

#include "reconciler/core/plan/case.hpp"
#include "reconciler/core/plan/statement.hpp"

namespace muster {

/// What of the plan lies outside of the envelope; "" when all of it is inside.
std::string beyond(const Envelope& envelope, const Case& left);

}  // namespace muster
