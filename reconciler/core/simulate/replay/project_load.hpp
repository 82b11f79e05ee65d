#pragma once

#include <array>
#include <map>
#include <vector>

#include "reconciler/core/simulate/replay/recorded_fleet.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// The recorded load, projected onto another fleet.
///
/// The work of a pool is the sum of the readings of its machines: CPU in vCPUs, memory in MiB, agents by
/// number. If the simulated pool has other machines than the recorded one, this work is spread evenly over
/// them; a machine is at most fully used. Response times grow as vCPUs shrink. Disks keep their content. If
/// both fleets are equal, readings stay unchanged.
class CarriedLoad {
 public:
  /// `today` is the present fleet; it and the prices outlive this object.
  CarriedLoad(const ActualState& today, const RecordedSizes& sizes, const PriceList& prices)
      : today_(&today), sizes_(&sizes), prices_(&prices) {}

  /// Returns the readings that the fleet of `world` would have reported, from recorded readings of one
  /// sampling period that ends at `until`. Call it for each period in order.
  std::vector<Reading> readings_of(const World& world, const std::vector<Reading>& recorded, Instant until);

  /// Whether CPU or memory of some machine was at 90% or more in the last period.
  bool at_limit() const { return at_limit_; }

  /// Returns the machines of a pool that reported recently, with their sizes at that time; the present ones
  /// if none ever did.
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
