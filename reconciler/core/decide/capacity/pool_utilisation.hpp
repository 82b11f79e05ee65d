#pragma once

#include <map>
#include <vector>

#include "reconciler/core/decide/capacity/capacity_model.hpp"

namespace muster {

/// The utilisation of a pool in one sampling period, by the highest of the loads of its target.
struct UtilisationSample {
  Instant at{};
  /// Utilisation; 1 is the whole capacity. A load at the upper edge of its band counts as 0.8, whatever the
  /// edge is: see `kWarm`.
  double share = 0;
  bool saturated = false;  ///< The load is limited by capacity and has reached it: the demand may be higher.
};

/// The loads of a target as load targets; `wanted`, `goal` and `weight` are not set.
std::vector<LoadTarget> loads_of(const Target& target, const PoolView& view, Duration reach);

/// Raises each peak to the highest load x capacity after `since` (percent x vCPUs, percent x MiB, agents).
void raise(std::map<Metric, double>& peaks, const std::vector<LoadTarget>& loads, Instant since);

/// The loads of one pool as one utilisation: the headroom recommender learns from it.
class PoolUtilisation {
 public:
  /// `peaks`: the highest value of each load so far, see `PoolHeadroom`.
  PoolUtilisation(const Target& target, std::vector<LoadTarget> loads, const std::map<Metric, double>& peaks,
                  const PoolView& view);

  /// From old to new, without periods in which no load has an ok reading.
  std::vector<UtilisationSample> periods() const;
  /// The length of a period: the longest sampling step of the loads.
  Duration period() const;
  /// The load targets, with weights; `wanted` and `goal` are not set.
  const std::vector<LoadTarget>& load_targets() const { return load_targets_; }
  /// The capacity of the pool with changes in flight, and the part of it that serves. In units of the first
  /// load of the target (vCPUs, MiB, machines for agents), as far as the other loads do not limit it.
  double total() const { return total_; }
  double serving() const { return serving_; }

  /// The load in the unit of its series at that utilisation.
  static Measure load_at(const TargetLoad& wanted, double share);
  static double share_of(const TargetLoad& wanted, Measure load);

 private:
  const Target& target_;
  std::vector<LoadTarget> load_targets_;
  double total_ = 0;
  double serving_ = 0;
};

}  // namespace muster
