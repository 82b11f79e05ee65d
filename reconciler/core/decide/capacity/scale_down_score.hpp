#pragma once

#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// What a way down saves and what it disturbs, each beside the whole pool's: only shares are compared, so
/// that the score means the same in a pool of two machines and in one of a thousand.
struct ShrinkScore {
  Money saves;       ///< A month.
  Money pool_costs;  ///< A month.
  Measure disturbs;  ///< Work: one for each machine touched, and one for each agent on it; half of
                     ///< that for a resize. Where nobody tells of agents: its vCPUs.
  Measure pool_works;

  /// Savings share over disruption share, in thousandths. Nothing saved scores nothing.
  std::int64_t in_milli() const;
  /// Half as large a share must be saved as is disturbed: no churn for pennies.
  bool is_worth_it() const { return in_milli() >= 500; }

  friend bool operator==(const ShrinkScore&, const ShrinkScore&) = default;
};

/// "saves 33 % of the pool's bill for 20 % of its work (score 1.65)".
std::string to_string(const ShrinkScore& score);

/// The score of taking this machine away, or of giving it a smaller size. Agents that nobody tells count as
/// the mean of those that are told.
ShrinkScore score_of(const MachineView& machine, const SizeName* smaller, const PoolView& view);

}  // namespace muster
