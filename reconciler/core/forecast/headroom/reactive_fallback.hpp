#pragma once

#include "reconciler/core/forecast/headroom/fleet_simulation.hpp"
#include "reconciler/core/forecast/headroom/tick_inputs.hpp"

namespace muster::forecast {

/// Decides whether the learned rules pay. The best rule of a simulation is known only afterwards. If a load
/// changes faster than muster learns it, the rule that is best so far can be much worse. So muster simulates
/// two fleets of whole machines: one follows the learned rules, one only reacts. If the second fleet is
/// clearly better, muster uses the reactive baseline.
class ReactiveFallback {
 public:
  ReactiveFallback();

  /// Lets both fleets act on `then`, and then serve the load of the next tick. `keep` is the weight of older
  /// ticks.
  void try_both(const TickInputs& then, const TickInputs& next, int tick, const SimulationOptions& terms,
                float keep);
  /// Falls back to the baseline, or returns to the rules. `weight` is the sum over the remembered ticks. It
  /// compares cost and service, not changes of direction: a fleet that does not follow its load changes
  /// direction seldom. With another price of overload than the default, the baseline is no alternative and
  /// the rules are used.
  void choose(const SimulationOptions& terms, double weight);

  bool reacts() const { return reacts_; }

  template <class State>
  void fields(State& state) {
    state(by_rules_, reactive_, reacts_);
  }
  friend bool operator==(const ReactiveFallback&, const ReactiveFallback&) = default;

 private:
  FleetSimulation by_rules_;  ///< Uses the learned rules.
  FleetSimulation reactive_;  ///< Uses the reactive baseline.
  bool reacts_ = false;
};

}  // namespace muster::forecast
