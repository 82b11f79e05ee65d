#pragma once

#include <map>
#include <vector>

#include "reconciler/core/decide/capacity/capacity_model.hpp"

namespace muster {

/// How full a pool was in one sampling period, by the fullest of the loads that its target names.
struct UtilisationSample {
  Instant at{};
  /// Share of what carries the load. A load at the upper edge of its band counts as four fifths, whatever the
  /// edge is: pilots take that for warm.
  double share = 0;
  bool saturated = false;  ///< The load ends at what carries it and has reached it: more may be wanted.
};

/// The loads of a target as needs, without wish, goal and weight.
std::vector<LoadTarget> loads_of(const Target& target, const PoolView& view, Duration reach);

/// Raises the peaks to the most that each load came to after `since`, in what carries it.
void raise(std::map<Metric, double>& peaks, const std::vector<LoadTarget>& loads, Instant since);

/// The loads of one pool as one: what a pilot learns from and answers to.
class PoolUtilisation {
 public:
  /// `peaks`: the most that each load ever came to, see `PoolHeadroom`.
  PoolUtilisation(const Target& target, std::vector<LoadTarget> loads, const std::map<Metric, double>& peaks,
                  const PoolView& view);

  /// From old to new; periods without a good reading of any load are left out.
  std::vector<UtilisationSample> periods() const;
  /// How long a period is: as often as the load reports that does so least.
  Duration period() const;
  /// The loads as needs, without wish and goal.
  const std::vector<LoadTarget>& load_targets() const { return load_targets_; }
  /// What the pool carries with what is on its way, and what of it serves: in vCPUs, or whatever carries the
  /// target's first load, as far as the other loads let it.
  double total() const { return total_; }
  double serving() const { return serving_; }

  /// The load as its series counts it, when the pool is so full.
  static Measure load_at(const TargetLoad& wanted, double share);
  static double share_of(const TargetLoad& wanted, Measure load);

 private:
  const Target& target_;
  std::vector<LoadTarget> load_targets_;
  double total_ = 0;
  double serving_ = 0;
};

}  // namespace muster
