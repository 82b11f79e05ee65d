#pragma once

#include <array>
#include <vector>

#include "reconciler/core/forecast/headroom/headroom_rule.hpp"
#include "reconciler/core/forecast/headroom/simulation_options.hpp"

namespace muster::forecast {

/// The inputs of the rules of one lane in one tick, in vCPUs.
struct SimulationInputs {
  float level = 0;       ///< vCPUs: the present estimate of the estimator.
  float held_level = 0;  ///< vCPUs: its largest estimate within the hold.
  float seen = 0;        ///< vCPUs: the reading, waiting agents included.
  float used = 0;        ///< vCPUs: the load without the waiting agents.
  float held_seen = 0;   ///< vCPUs: the largest reading within the hold.
  float day_peak = 0;    ///< The highest reading of about a day.
};

/// Simulated fleets, one for each headroom of a lane: ordered and serving capacity, cost and service.
class RuleSimulation {
 public:
  /// `tolerance` is the share of the serving capacity below which nothing is removed.
  RuleSimulation(const SimulationOptions& terms, float tolerance);

  /// Ordered machines count as ready then.
  void set_lead(int ticks);
  void set_saturates(bool saturates) { terms_.saturates = saturates; }

  /// Lets every fleet act on the view, and then serve the demand (vCPUs) of the next tick. Older ticks get
  /// the weight `keep`.
  void step(const SimulationInputs& view, float demand, int tick, float keep);

  /// The record of one headroom, by its index.
  SimulationRecord record(std::size_t headroom) const;

  template <class State>
  void fields(State& state) {
    state(total_, serving_, locked_, direction_, turned_, cost_, overload_, hot_, warm_, turns_, pending_);
  }
  friend bool operator==(const RuleSimulation&, const RuleSimulation&) = default;

 private:
  using Row = std::array<float, kHeadrooms>;
  /// The wanted and the kept capacity of each fleet, and whether it is overloaded.
  struct RuleTargets {
    Row want, keep, full;
  };
  RuleTargets targets_of(const SimulationInputs& view) const;
  void act(const SimulationInputs& view, int tick);
  void meet(float demand, float keep);

  SimulationOptions terms_;
  float tolerance_;   ///< Share of the serving capacity.
  float escalation_;  ///< Growth factor per tick.
  Row factor_{}, extra_{};
  Row total_{}, serving_{};  ///< vCPUs ordered; vCPUs that serve.
  /// vCPUs with an unused minimum charge, by the size of their machine: 1, 2, 4, 8. They are paid for, so
  /// they stay.
  std::array<Row, 4> locked_{};
  Row direction_{}, turned_{};
  Row cost_{}, overload_{}, hot_{}, warm_{}, turns_{};
  std::vector<Row> pending_;  ///< Ordered vCPUs, by tick modulo lead.
};

}  // namespace muster::forecast
