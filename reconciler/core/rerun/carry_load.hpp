#pragma once

#include <array>
#include <map>
#include <vector>

#include "reconciler/core/rerun/recorded_fleet.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// The load that was recorded, as another fleet would have felt it.
///
/// The work of a pool is what its machines reported: CPU in vCPUs, memory in MiB, agents by number. Where the
/// imagined pool has other machines than the recorded one, this work is spread evenly over what it has; a
/// machine is never busier than busy. Response times grow as vCPUs shrink. Disks keep what they hold. Where
/// both are equal, readings go through as they are.
class CarriedLoad {
 public:
  /// `today` is the fleet that is there now; it and the prices outlive this.
  CarriedLoad(const ActualState& today, const RecordedSizes& sizes, const PriceList& prices)
      : today_(&today), sizes_(&sizes), prices_(&prices) {}

  /// What the fleet of `world` would have reported, for recorded readings of one sampling period that ends at
  /// `until`. To be called for each period in turn.
  std::vector<Reading> readings_of(const World& world, const std::vector<Reading>& recorded, Instant until);

  /// Whether some machine was at its limit in the period told last: CPU or memory at 90 % or more.
  bool at_limit() const { return at_limit_; }

  /// The machines of a pool that reported lately, with their sizes then; those of today where none ever did.
  std::map<Slot, SizeName> machines_then(const Fleet& fleet, const PoolName& pool, Instant until) const;

 private:
  friend struct PoolSpread;

  void take(const std::vector<Reading>& recorded);

  const ActualState* today_;
  const RecordedSizes* sizes_;
  const PriceList* prices_;
  std::map<Slot, std::array<Sample, kMetrics>> newest_{};  ///< Of each machine that ever reported.
  bool at_limit_ = false;
};

}  // namespace muster
