#pragma once

#include "reconciler/core/decide/inputs/decision.hpp"
#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/inputs/quorum.hpp"

namespace muster {

/// The capacity of a size for a load: vCPUs for cpu, MiB for memory; for agents each machine counts 1. Also 1
/// for a size that is not in the price list.
std::int64_t capacity_of(const SizeName& size, Metric metric, const PriceList& prices);

/// One load of a pool as a whole. Demand is in units of its resource (vCPUs, MiB, agents), so that it can be
/// compared with other shapes. Where work is evenly spread over machines, each counts as the smallest:
/// that is all the capacity of the pool.
struct PoolLoad {
  Metric metric = Metric::cpu;
  std::int64_t capacity = 0;  ///< Of all machines, after changes in flight; machines that warm up included.
  std::int64_t serving = 0;   ///< Of the machines that serve.
  /// Demand over the capacity of all machines: percent, or agents per machine. One sample for each period. A
  /// period with less than 60% of the machines counts as missing. A machine that warms up counts only when
  /// it reports.
  Series series;
  std::vector<int> machines;  ///< The number of machines in each sample of the series.
  Duration step{0};           ///< The length of its periods: the step at which machines report.
  Window window;              ///< Without a length; ignores readings from before the pool's last change.
  bool full = false;          ///< The newest sample shows a saturated pool: the demand may be higher.
  /// Evenly spread work would make the pool fuller than its fullest machine: how the work is spread is not
  /// known. The series then has the load of the fullest machine, and no capacity may be removed.
  bool spread_unknown = false;
  int reporting = 0;     ///< Machines with a fresh reading.
  int expected = 0;      ///< Machines that should have one.
  bool of_pool = false;  ///< The pool's own readings are used, not its machines'.
  std::string silent;    ///< The first few machines that do not report, with the reason.

  /// Fewer than 60% of the machines report: the load is unknown.
  bool too_few() const { return !has_quorum(reporting, expected); }
};
PoolLoad load_of(const PoolView& view, Metric metric, Duration reaching_back);

/// A load in the unit of the series, when the pool has `capacity_then` instead.
Measure load_at(Measure load, std::int64_t capacity_now, std::int64_t capacity_then);

}  // namespace muster
