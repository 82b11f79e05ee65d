#pragma once

#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// A reason that comes from the fleet file.
Cause declared_cause(const PoolView& view, const char* rule, std::string message);

}  // namespace muster
