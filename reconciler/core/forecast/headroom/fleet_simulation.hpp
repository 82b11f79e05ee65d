#pragma once

#include <deque>

#include "reconciler/core/forecast/headroom/capacity_target.hpp"
#include "reconciler/core/forecast/headroom/simulation_options.hpp"

namespace muster::forecast {

/// One simulated fleet of whole machines that follows a given capacity, and its record. RuleSimulation
/// simulates many rules at once and counts vCPUs only; this class simulates the result in machines.
class FleetSimulation {
 public:
  explicit FleetSimulation(int vcpus);

  /// The size at that tick.
  FleetSize size(int tick) const;
  /// Orders or removes machines, with that delay.
  void keep_to(const CapacityTarget& capacity_target, bool full, int tick, int lead_ticks);
  /// Serves the demand (vCPUs) of the next tick. Older ticks get the weight `keep`.
  void meet(double demand, int tick, float keep);

  const SimulationRecord& record() const { return record_; }

  template <class State>
  void fields(State& state) {
    state(machines_, record_, served_, direction_);
  }
  friend bool operator==(const FleetSimulation&, const FleetSimulation&) = default;

 private:
  struct Machine {
    int vcpus = 0;
    int ordered = 0;      ///< Tick.
    int serves_from = 0;  ///< Tick.

    template <class State>
    void fields(State& state) {
      state(vcpus, ordered, serves_from);
    }
    friend bool operator==(const Machine&, const Machine&) = default;
  };
  void order(double vcpus, int tick, int lead_ticks);
  void give_back_beyond(double kept, int tick, int lead_ticks);

  std::deque<Machine> machines_;
  SimulationRecord record_;
  float served_ = 0;  ///< vCPUs that served one tick ago.
  float direction_ = 0;
};

}  // namespace muster::forecast
