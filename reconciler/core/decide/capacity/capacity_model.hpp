#pragma once

#include <map>
#include <vector>

#include "reconciler/core/decide/load/pool_load.hpp"

namespace muster {

/// A load of a pool, and the line that it must come under.
struct LoadTarget {
  PoolLoad load;
  Measure wanted;  ///< The load to be ready for, at the present capacity, in the unit of `load.series`.
  Measure goal;    ///< The load after the change may be at most this; same unit.
  /// The share of this load in the mix of all loads: its peak over its upper edge, in units of its resource
  /// (vCPUs, MiB). 0 for all load targets: each load is independent of the others.
  double weight = 0;
  /// Capacity that each machine reserves, in units of the resource; `load` does not include it.
  double reserved = 0;
};

/// The utilisation (share 0..1) of a load at its upper edge. From here on a pool counts as warm.
inline constexpr double kWarm = 0.8;

/// Differences of ratios below this are rounding errors.
inline constexpr double kRoundingOfRatios = 1e-6;
/// Loads are stored in thousandths: smaller differences of shares are rounding errors.
inline constexpr double kRoundingOfShares = 1e-4;

/// Agents that are spread by number over machines: each machine has whole agents.
struct AgentPacking {
  double count = 0;  ///< The number of agents; 0: not known, or they are not spread by number.
  double each = 0;   ///< Capacity that one agent takes, in units of the first load target.

  /// The number of agents that fit on a machine of that capacity, at least 1. They fill it to its upper edge,
  /// or 5% above, because readings are not exact.
  double fit_on(double carried) const;
  /// Whether no machine gets more than that number.
  bool fit(int machines, double carried) const;
};

/// The number of machines of each size.
using Sizes = std::map<SizeName, int>;
int count_of(const Sizes& sizes);

/// The capacity of sizes for loads that come as one mix. A size with little memory serves only as much cpu
/// load as the work that fits into its memory brings, whatever its number of vCPUs.
class CapacityModel {
 public:
  CapacityModel(const std::vector<LoadTarget>& load_targets, const PoolView& view);

  /// The capacity of a size for that load target, in units of its resource, as the other loads limit it.
  double capacity_of(const SizeName& size, std::size_t load_target) const;
  /// The same, summed over all machines of the pool that stay.
  double now(std::size_t load_target) const { return now_[load_target]; }
  /// The capacity of a size for that load target alone, without the limit of other loads.
  double alone(const SizeName& size, const LoadTarget& load_target) const;

  /// Whether work is evenly spread over machines: then each one counts as the smallest.
  bool evenly_spread() const { return evenly_spread_; }
  const Sizes& sizes() const { return sizes_; }
  /// The capacity of machines of these sizes together where work is evenly spread over them.
  double evenly_spread(const Sizes& sizes, std::size_t load_target) const;
  double alone_evenly_spread(const Sizes& sizes, std::size_t load_target) const;
  /// The number of new machines of `size`, not rounded, for a capacity of `wanted` with evenly spread work.
  double more_evenly_spread(const Sizes& beside, const SizeName& size, std::size_t load_target,
                            double wanted) const;

 private:
  std::vector<double> of(const SizeName& size) const;

  const std::vector<LoadTarget>& load_targets_;
  const PriceList& prices_;
  bool evenly_spread_ = false;
  Sizes sizes_;
  std::map<SizeName, std::vector<double>> by_size_;
  std::vector<double> now_;
};

}  // namespace muster
