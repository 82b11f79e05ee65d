#pragma once

#include <array>

#include "reconciler/core/forecast/headroom/headroom_rule.hpp"

namespace muster::forecast {

/// The inputs of one tick for rules and the reactive baseline. Loads are in vCPUs.
struct TickInputs {
  LoadEstimates levels{};
  /// The largest estimate of each estimator within each hold.
  std::array<std::array<float, kHolds.size()>, kEstimators> held{};
  std::array<float, kHolds.size()> held_seen{};  ///< The largest reading within each hold.
  float used = 0;                                ///< vCPUs: the load without the waiting agents.
  float held_reactive = 0;   ///< vCPUs: the largest reading within the hold of the reactive baseline.
  float seen = 0;            ///< vCPUs: the reading, waiting agents included.
  float day_peak = 0;        ///< The highest reading of about a day.
  std::size_t followed = 0;  ///< The rule that was used at that tick.
  bool full = false;         ///< The reading ends at capacity and has reached it.

  template <class State>
  void fields(State& state) {
    state(levels, held, held_seen, used, held_reactive, seen, day_peak, followed, full);
  }
  friend bool operator==(const TickInputs&, const TickInputs&) = default;
};

}  // namespace muster::forecast
