#pragma once

#include "reconciler/core/decide/inputs/decision.hpp"
#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// What a size has of that which carries a load: vCPUs for cpu, MiB for memory; for agents each machine is
/// one. 1 for a size that no price list knows.
std::int64_t capacity_of(const SizeName& size, Metric metric, const PriceList& prices);

/// One load of a pool as a whole. Demand is counted in what carries it (vCPUs, MiB, agents), so that it can
/// be held against other shapes. Where work comes to every machine alike, all of them count as much as the
/// smallest: the pool carries no more.
struct PoolLoad {
  Metric metric = Metric::cpu;
  std::int64_t capacity = 0;  ///< Of all machines, as they come to be: those that warm up included.
  std::int64_t serving = 0;   ///< Of those that run.
  /// What was asked of the pool over what all its machines can carry: percent, or agents on one machine. One
  /// sample a period; a period with less than 60 % of the machines counts as missing. A reading of a machine
  /// that warms up counts, its silence does not.
  Series series;
  std::vector<int> machines;  ///< How many machines' use each sample of the series holds.
  Duration step{0};           ///< Of its periods: how often the machines report.
  Window window;      ///< Without a length; readings from before the pool's last change had their say.
  bool full = false;  ///< The newest sample shows a pool without any room: more may be wanted than is seen.
  int reporting = 0;  ///< Machines with a fresh reading.
  int expected = 0;   ///< Machines that should have one.
  bool of_pool = false;  ///< The pool's own readings are used, not its machines'.
  std::string silent;    ///< The first few that do not report, and why.

  /// Fewer than 60 % report: nobody can tell.
  bool too_few() const { return reporting * 5 < expected * 3; }
};
PoolLoad load_of(const PoolView& view, Metric metric, Duration reaching_back);

/// A load as the series counts it, once the pool carries `capacity` instead.
Measure load_at(Measure load, std::int64_t capacity_now, std::int64_t capacity_then);

}  // namespace muster
