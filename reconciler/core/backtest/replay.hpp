#pragma once

#include <vector>

#include "reconciler/core/backtest/scaler.hpp"

namespace muster::backtest {

/// What a replay left behind.
struct Replay {
  std::vector<double> supply;   ///< Effective vCPUs that served, for each tick.
  double cost = 0;              ///< Dollars of the scored ticks, minimum charges included.
  SimulatedFleet::Tally tally;  ///< Of the scored ticks.
};

/// Runs a load through a scaler. Each tick: transitions due happen, the scaler sees the tick before and acts,
/// what serves then meets the demand; the excess is shed.
Replay replay(const Demand& demand, Scaler& scaler, SignalKind signal, int provisioning_ticks);

/// The clairvoyant plan that keeps every tick's need: layer k of `unit`-vCPU machines is on while the need
/// reaches it and over gaps of at most `keep` ticks. For unit 1 and keep = provisioning its cost is the least
/// that any plan can have.
struct Layers {
  std::vector<int> machines;  ///< For each tick.
  double cost = 0;            ///< Dollars of the scored ticks, without minimum charges.
};
Layers clairvoyant_layers(const Demand& demand, int unit, int keep, int provisioning_ticks);

}  // namespace muster::backtest
