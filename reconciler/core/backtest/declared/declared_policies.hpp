#pragma once

#include <memory>

#include "reconciler/core/backtest/scaler.hpp"
#include "reconciler/core/world.hpp"

namespace muster::backtest {

/// Declared policies as a way of scaling: the very same `decide` that plans, once a tick, for one pool of the
/// world. What it would order is carried out at once, with the delays and the bill of the simulated fleet,
/// and approvals are taken to be given.
///
/// The pool reports as a whole: CPU over the vCPUs that serve, memory of a quarter GiB a machine and 1.75 GiB
/// for each vCPU in use; with the load as the signal also its agents, 0.6 vCPU each. The pool may use those
/// of its sizes that the simulated ladder has; load balancers, volumes and firewalls are left out. What
/// forecasts learn they learn from the replay alone.
///
/// Fails with invalid when the fleet has no such pool, or when none of its sizes can be simulated.
Result<Done> can_be_simulated(const World& world, const PoolName& pool);
std::unique_ptr<Scaler> declared_policies(World world, const PoolName& pool, SignalKind signal);

}  // namespace muster::backtest
