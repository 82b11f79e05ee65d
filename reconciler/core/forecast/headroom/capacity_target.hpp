#pragma once

#include "reconciler/core/forecast/headroom/headroom_rule.hpp"

namespace muster::forecast {

/// The load of the last tick.
struct SeenLoad {
  double used = 0;    ///< vCPUs, as the signal shows them.
  bool full = false;  ///< The signal ends at capacity and has reached it.
  /// vCPUs that the agents will use that wait for a place. They are demand as soon as a machine ordered now
  /// serves. 0: none wait, or no source counts them.
  double waiting = 0;

  friend bool operator==(const SeenLoad&, const SeenLoad&) = default;
};

/// The present size of the fleet.
struct FleetSize {
  double serving = 0;  ///< vCPUs that serve.
  double total = 0;    ///< The same, including all changes in flight.
};

/// The capacity that the fleet should have.
struct CapacityTarget {
  double at_least = 1;  ///< vCPUs: order the missing ones.
  double keep = 1;      ///< vCPUs that must continue to serve; capacity beyond may be removed.
  HeadroomRule rule;    ///< The rule that was used.
  bool plain = false;   ///< The reactive baseline was used, because the learned rules cost more.
};

}  // namespace muster::forecast
