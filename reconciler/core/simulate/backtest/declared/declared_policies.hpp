#pragma once

#include <memory>

#include "reconciler/core/simulate/backtest/scaler.hpp"
#include "reconciler/core/world.hpp"

namespace muster::backtest {

/// Declared policies as a scaler: the same `decide` as in planning, once a tick, for one pool of the world.
/// The simulated fleet executes its decisions at once, with its delays and its bill, and every approval
/// counts as given.
///
/// The pool reports as a whole: CPU over the vCPUs that serve, and memory of a quarter GiB a machine plus
/// 1.75 GiB for each vCPU in use. With the load as the signal it also reports its agents, 0.6 vCPU each. The
/// pool may use those of its sizes that the simulated ladder has. Load balancers, volumes and firewalls are
/// left out. Forecasts learn from the replay alone.
///
/// Fails with invalid if the fleet has no such pool, or if none of its sizes can be simulated.
Result<Done> can_be_simulated(const World& world, const PoolName& pool);
std::unique_ptr<Scaler> declared_policies(World world, const PoolName& pool, SignalKind signal);

}  // namespace muster::backtest
