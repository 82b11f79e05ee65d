#pragma once

#include <map>
#include <vector>

#include "reconciler/core/decide/load/pool_load.hpp"

namespace muster {

/// A load that a pool must carry, and how full the pool may be with it.
struct LoadTarget {
  PoolLoad load;
  Measure wanted;  ///< The load to be ready for, over what the pool carries now, as `load.series` counts it.
  Measure goal;    ///< At most this once the way has been gone.
  /// How much of this load comes with how much of the others, over its upper edge, in what carries it. 0 for
  /// all needs: each is reckoned by itself.
  double weight = 0;
  /// What each machine keeps for itself of what carries the load: the capacities of `load` are without it.
  double reserved = 0;
};

/// The share of what carries a load at its upper edge: where pilots begin to call it warm.
inline constexpr double kWarm = 0.8;

/// Differences under this are rounding, where ratios are reckoned with.
inline constexpr double kRoundingOfRatios = 1e-6;
/// Loads are shares in thousandths: differences under this are rounding.
inline constexpr double kRoundingOfShares = 1e-4;

/// Agents that are spread by number over machines: each machine has whole ones.
struct AgentPacking {
  double count = 0;  ///< 0: not known, or they go where there is room.
  double each = 0;   ///< What one takes, in what carries the first need.

  /// So many fit on a machine that carries so much: it comes to the upper edge, or a little above it, for
  /// readings are not exact. One at least.
  double fit_on(double carried) const;
  /// Whether no machine of so many gets more than that.
  bool fit(int machines, double carried) const;
};

/// How many machines there are of each size.
using Sizes = std::map<SizeName, int>;
int count_of(const Sizes& sizes);

/// What sizes carry of loads that come together: a size with little memory carries no more cpu than the work
/// that fits into its memory brings, however many vCPUs it has.
class CapacityModel {
 public:
  CapacityModel(const std::vector<LoadTarget>& load_targets, const PoolView& view);

  /// What a size carries of that need, in what carries it; all of what it has where nothing else binds it.
  double capacity_of(const SizeName& size, std::size_t load_target) const;
  /// The same of all machines that the pool has.
  double now(std::size_t load_target) const { return now_[load_target]; }
  /// What a size carries of a need where nothing else binds it.
  double alone(const SizeName& size, const LoadTarget& load_target) const;

  /// Work comes to every machine alike: none carries more of it than the smallest.
  bool evenly_spread() const { return evenly_spread_; }
  const Sizes& sizes() const { return sizes_; }
  /// What machines of these sizes carry together where it comes to all of them alike.
  double evenly_spread(const Sizes& sizes, std::size_t load_target) const;
  double alone_evenly_spread(const Sizes& sizes, std::size_t load_target) const;
  /// So many machines more of that size carry that much beside those, where it comes to all of them alike.
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
