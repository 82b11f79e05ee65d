#pragma once

#include "reconciler/core/decide/pool_load.hpp"

namespace muster {

/// The units in which a pilot counts one load of a pool: what one vCPU's worth of machine carries of it. For
/// cpu that is a vCPU; for memory the share of a vCPU in the ladder's largest size; for agents a machine.
class PoolUnits {
 public:
  PoolUnits(const TargetLoad& wanted, const PoolView& view);

  /// So many units of capacity.
  double of(std::int64_t capacity) const { return static_cast<double>(capacity) / each_; }
  /// And back: what carries so much of a used load, in what `muster::carries` counts times a hundred percent.
  double carried(double used) const { return used * each_ / scale_; }
  /// A load, as `PoolLoad::series` counts it, in units. Scaled such that a load at the upper edge of its band
  /// fills four fifths of what carries it, whatever the edge is: pilots take that for warm.
  double used(Measure load, std::int64_t capacity) const;

 private:
  double each_ = 1;
  double scale_ = 1;
};

}  // namespace muster
