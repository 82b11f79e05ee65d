#pragma once

#include "reconciler/core/forecast/sight.hpp"
#include "reconciler/core/forecast/trial_fleet.hpp"

namespace muster::forecast {

/// Whether following rules pays. The best rule of a trial is known afterwards; what it was worth to follow
/// the best so far can be much less where a load changes faster than it is learnt. So two fleets in whole
/// machines are imagined beside the trials: one that followed the rules as they were followed, and one that
/// only reacted. Where the second does better by more than a little, it is what the real one does.
class Fallback {
 public:
  Fallback();

  /// Lets both act on what was seen, then meet the tick that follows.
  void try_both(const Sight& then, const Sight& next, int tick, const TrialTerms& terms, float keep);
  /// Falls back, or returns to the rules. `weight`: of the remembered ticks. Bill and service are compared,
  /// not changes of direction: a fleet that does not follow its load turns seldom. Where overload is priced
  /// otherwise than usual, reaction is no answer, and none falls back.
  void choose(const TrialTerms& terms, double weight);

  bool reacts() const { return reacts_; }

  template <class State>
  void fields(State& state) {
    state(steered_, plain_, reacts_);
  }
  friend bool operator==(const Fallback&, const Fallback&) = default;

 private:
  TrialFleet steered_;  ///< By the rules.
  TrialFleet plain_;    ///< By plain reaction.
  bool reacts_ = false;
};

}  // namespace muster::forecast
