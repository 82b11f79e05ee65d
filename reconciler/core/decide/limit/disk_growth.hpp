#pragma once

#include <cstddef>
#include <vector>

#include "reconciler/core/decide/limit/fleet_limits.hpp"

namespace muster {

/// A volume that a rule adds or grows because a disk is full.
struct DiskGrowth {
  std::size_t pool = 0;  ///< The number of its pool.
  ResourceRef part;
  MergedTarget wanted;
  double fullness = 0;  ///< Of the disk, in percent of its capacity or of the line of the rule.
};

/// The volumes that the deltas of the pools want, those for the fullest disks first. On a tie the order is by
/// the name of the pool, then by the slot.
std::vector<DiskGrowth> disk_growths(const std::vector<PoolChange>& pools);

}  // namespace muster
