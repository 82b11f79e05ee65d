#pragma once

#include "reconciler/core/forecast/sight.hpp"
#include "reconciler/core/forecast/trial_fleet.hpp"

namespace muster::forecast {

/// Decides whether the learned rules pay. The best rule of a simulation is known only afterwards. If a load
/// changes faster than muster learns it, the rule that is best so far can be much worse. So muster simulates
/// two fleets of whole machines: one follows the learned rules, one only reacts. If the second fleet is
/// clearly better, muster uses the reactive baseline.
class Fallback {
 public:
  Fallback();

  /// Lets both fleets act on `then`, and then serve the load of the next tick. `keep` is the weight of older
  /// ticks.
  void try_both(const Sight& then, const Sight& next, int tick, const TrialTerms& terms, float keep);
  /// Falls back to the baseline, or returns to the rules. `weight` is the sum over the remembered ticks. It
  /// compares cost and service, not changes of direction: a fleet that does not follow its load changes
  /// direction seldom. With another price of overload than the default, the baseline is no alternative and
  /// the rules are used.
  void choose(const TrialTerms& terms, double weight);

  bool reacts() const { return reacts_; }

  template <class State>
  void fields(State& state) {
    state(steered_, plain_, reacts_);
  }
  friend bool operator==(const Fallback&, const Fallback&) = default;

 private:
  TrialFleet steered_;  ///< Uses the learned rules.
  TrialFleet plain_;    ///< Uses the reactive baseline.
  bool reacts_ = false;
};

}  // namespace muster::forecast
