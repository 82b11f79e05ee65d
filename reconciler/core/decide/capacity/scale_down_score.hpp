#pragma once

#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// The savings and the disruption of a scale-down, each relative to the whole pool. The score compares only
/// shares, so it means the same in a pool of two machines and in one of a thousand.
struct ShrinkScore {
  Money saves;         ///< Per month.
  Money pool_costs;    ///< Per month.
  Measure disturbs;    ///< Work units: one for each machine touched, one for each agent on it; half of that
                       ///< for a resize. Where no agents are reported: the vCPUs of the machine.
  Measure pool_works;  ///< The same units, of the whole pool.

  /// Share of savings over share of disruption, in thousandths. No savings: 0.
  std::int64_t in_milli() const;
  /// The share of savings must be at least half the share of disruption: no churn for pennies.
  bool is_worth_it() const { return in_milli() >= 500; }

  friend bool operator==(const ShrinkScore&, const ShrinkScore&) = default;
};

/// "saves 33% of the pool's bill for 20% of its work (score 1.65)".
std::string to_string(const ShrinkScore& score);

/// The score of removing this machine, or of resizing it to `smaller`. A machine with no report counts with
/// the mean number of agents of those that report.
ShrinkScore score_of(const MachineView& machine, const SizeName* smaller, const PoolView& view);

}  // namespace muster
