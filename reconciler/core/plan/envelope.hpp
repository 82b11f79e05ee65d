#pragma once

#include <string>

#include "reconciler/core/plan/case.hpp"
#include "reconciler/core/plan/statement.hpp"

namespace muster {

/// Returns the part of the plan that is outside the limits of the envelope; "" if all of it is inside.
std::string beyond(const Envelope& envelope, const Case& left);

}  // namespace muster
