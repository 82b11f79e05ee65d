#pragma once

#include <memory>

#include "reconciler/core/base/text/enum_words.hpp"
#include "reconciler/core/simulate/backtest/simulated_fleet.hpp"

namespace muster::backtest {

/// The signal that a scaler sees.
enum class SignalKind {
  cpu,   ///< Completed work. It saturates at capacity, so a full fleet does not show the missing capacity.
  load,  ///< Requested work: queue length, running and waiting agents.
  /// The same, and the work that waits in the queue: it is known for the time from an order to its service.
  waiting,
};
inline constexpr auto kSignalWords = enum_words<SignalKind>(
    {{SignalKind::cpu, "cpu"}, {SignalKind::load, "load"}, {SignalKind::waiting, "waiting"}});

/// The observation of the last tick.
struct Observation {
  int tick = 0;
  double utilisation = 0;  ///< used / capacity.
  double used = 0;         ///< vCPUs, as the signal shows them.
  double waiting = 0;      ///< vCPUs of the work that waits: demand until a machine ordered now serves.
};

/// A scaling policy that is replayed on a recorded load. Called once a tick, after transitions and before the
/// load.
class Scaler {
 public:
  virtual ~Scaler() = default;
  /// Creates the first machines. Only the clairvoyant scalers read the demand.
  virtual void start(SimulatedFleet& fleet, const Demand& demand) = 0;
  virtual void decide(const Observation& seen, SimulatedFleet& fleet) = 0;
};

}  // namespace muster::backtest
