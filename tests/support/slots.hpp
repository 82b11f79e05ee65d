#pragma once

#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster::test {

// The fleet of most tests, its pool, and the first places in it.
inline const FleetName kFleet{"fpai"};
inline const PoolName kWorker{"worker"};
inline const Slot kFirst{kWorker, 1};
inline const Slot kSecond{kWorker, 2};
inline const Slot kThird{kWorker, 3};
inline const VolumeSlot kVolume{kFirst, 1};
inline const BalancerSlot kBalancer{kWorker, 1};

/// The place of that number in pool "worker".
inline Slot worker(int number) {
  return {kWorker, number};
}

}  // namespace muster::test
