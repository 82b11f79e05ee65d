#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "reconciler/core/forecast/headroom/capacity_target.hpp"
#include "reconciler/core/forecast/headroom/estimates.hpp"
#include "reconciler/core/forecast/headroom/reactive_fallback.hpp"
#include "reconciler/core/forecast/headroom/rule_simulation.hpp"
#include "reconciler/core/forecast/headroom/sliding_max.hpp"

namespace muster::forecast {

/// Recommends the capacity of one pool. It simulates every headroom rule on the real readings, with the
/// measured delay and the real prices. It follows the rule with the best result so far.
///
/// Nothing is trained beforehand. Simple reaction is one of the rules, so it wins if no forecast pays. If no
/// rule pays, the reactive baseline is used. The weight of a load halves every two weeks.
class HeadroomRecommender {
 public:
  explicit HeadroomRecommender(const SimulationOptions& terms);

  /// Sets a newly measured time from the order of a machine to its service. The simulations keep their
  /// records.
  void set_lead(int ticks);
  int lead() const { return terms_.lead_ticks; }
  /// Sets whether readings end at capacity.
  void set_saturates(bool saturates);
  bool saturates() const { return terms_.saturates; }
  /// Sets the price of a minute of overload, in minutes of the bill; nullopt: the default price. At 300, 0.1%
  /// of the time costs as much as 30% of the bill. It applies from the next choice of a rule on.
  void set_price_of_overload(std::optional<float> price) { terms_.price_of_overload = price; }

  /// Number of ticks that were added.
  int ticks() const { return tick_; }

  /// Adds the load of one tick.
  void learn(const SeenLoad& seen);
  /// Returns the recommended capacity by the newest tick. At least one tick must have been added.
  CapacityTarget capacity_target(const FleetSize& fleet) const;

  /// The expected objective J of any rule: ln of its bill in vCPUs, plus its prices.
  double loss_of(std::size_t rule) const;
  std::size_t followed() const { return followed_; }
  /// Whether the reactive baseline is used, because the learned rules did not pay.
  bool reacts() const { return fallback_.reacts(); }

  /// The learned state. The constructor sets lead and prices.
  template <class State>
  void fields(State& state) {
    state(tracker_, level_peaks_, seen_peaks_, reactive_peaks_, ticks_behind_, lanes_, fallback_, tick_,
          weight_, followed_, has_seen_);
  }
  friend bool operator==(const HeadroomRecommender&, const HeadroomRecommender&) = default;

 private:
  TickInputs see(const SeenLoad& seen);
  void correct_what_was_hidden();
  void try_all(const TickInputs& then, const TickInputs& next);
  void choose();
  bool is_overloaded(const FleetSize& fleet) const;

  SimulationOptions terms_;
  LoadEstimator tracker_;
  std::vector<SlidingMax> level_peaks_;
  std::vector<SlidingMax> seen_peaks_;
  SlidingMax reactive_peaks_;
  std::deque<TickInputs> ticks_behind_;  ///< Ticks that no simulation has processed yet.
  std::vector<RuleSimulation> lanes_;
  ReactiveFallback fallback_;
  int tick_ = 0;
  double weight_ = 0;  ///< Of all simulated ticks.
  std::size_t followed_;
  bool has_seen_ = false;  ///< Some reading came from a fleet that was not saturated.
};

}  // namespace muster::forecast
