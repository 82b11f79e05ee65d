#pragma once

#include <memory>

#include "reconciler/core/backtest/simulated_fleet.hpp"

namespace muster::backtest {

/// What a scaler can see.
enum class SignalKind {
  cpu,   ///< Work done: saturates at capacity, so a full fleet cannot tell by how much it falls short.
  load,  ///< Work wanted: queue length, running and waiting agents.
};

/// What was seen of the last tick.
struct Observation {
  int tick = 0;
  double utilisation = 0;  ///< used / capacity.
  double used = 0;         ///< vCPUs, as the signal shows them.
};

/// A way of scaling, replayed against a recorded load. Called once a tick, after transitions and before the
/// load.
class Scaler {
 public:
  virtual ~Scaler() = default;
  /// Sets the first machines up. Only the clairvoyant ones look at the demand.
  virtual void start(SimulatedFleet& fleet, const Demand& demand) = 0;
  virtual void decide(const Observation& seen, SimulatedFleet& fleet) = 0;
};

}  // namespace muster::backtest
