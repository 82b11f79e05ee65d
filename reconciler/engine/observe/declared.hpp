#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// The declared files as values.
struct Declared {
  Fleet fleet;
  std::vector<Policy> policies;
  std::string commit;  ///< Empty if the files are not in git.
};

}  // namespace muster
