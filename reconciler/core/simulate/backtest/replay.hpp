#pragma once

#include <vector>

#include "reconciler/core/simulate/backtest/scaler.hpp"

namespace muster::backtest {

/// The result of a replay.
struct Replay {
  std::vector<double> supply;   ///< Effective vCPUs that served, for each tick.
  double cost = 0;              ///< Dollars of the scored ticks, including minimum charges.
  SimulatedFleet::Tally tally;  ///< Of the scored ticks.
};

/// Runs a load through a scaler. In each tick the due transitions happen first. Then the scaler sees the tick
/// before and acts. Then the serving capacity meets the demand; the excess is lost.
Replay replay(const Demand& demand, Scaler& scaler, SignalKind signal, int provisioning_ticks);

/// The clairvoyant plan that meets the need of every tick. Layer k of `unit`-vCPU machines is on while the
/// need reaches it, and in gaps of at most `keep` ticks. For unit 1 and keep = provisioning its cost is the
/// minimum of all plans.
struct Layers {
  std::vector<int> machines;  ///< For each tick.
  double cost = 0;            ///< Dollars of the scored ticks, without minimum charges.
};
/// The cheapest machines of `unit` vCPUs for a known demand. A machine that is needed again within `keep`
/// ticks is kept.
Layers clairvoyant_layers(const Demand& demand, int unit, int keep, int provisioning_ticks);

}  // namespace muster::backtest
