#pragma once

#include "reconciler/core/forecast/headroom_rule.hpp"

namespace muster::forecast {

/// What the fleet showed in the last tick.
struct SeenLoad {
  double used = 0;    ///< vCPUs, as the signal shows them.
  bool full = false;  ///< The signal ends at capacity and has reached it.

  friend bool operator==(const SeenLoad&, const SeenLoad&) = default;
};

/// How large the fleet is now.
struct FleetSize {
  double serving = 0;  ///< vCPUs that serve.
  double total = 0;    ///< The same with everything that is on its way.
};

/// How large the fleet should be.
struct Course {
  double at_least = 1;  ///< vCPUs: order what is missing.
  double keep = 1;      ///< vCPUs that must go on serving; what serves beyond may go.
  HeadroomRule rule;    ///< By which.
  bool plain = false;   ///< By plain reaction, because what was learnt did not pay.
};

}  // namespace muster::forecast
