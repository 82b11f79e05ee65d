#pragma once

#include <map>
#include <optional>
#include <utility>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/forecast/boot_times.hpp"
#include "reconciler/core/forecast/load_memory.hpp"
#include "reconciler/core/forecast/steered_pool.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Pools with learned headroom.
using SteeredPools = std::map<PoolName, forecast::SteeredPool>;

/// The learned state of one fleet between the runs of muster: its loads, the boot times of its machines, and
/// the times since which its volumes are detached. A value. muster works without it: forecasts then fall back
/// to reaction.
struct Knowledge {
  std::map<std::pair<PoolName, Metric>, forecast::LoadMemory> loads;
  SteeredPools steered;
  std::map<std::pair<SizeName, Region>, forecast::BootTimes> boots;
  /// Volumes without a machine, and the time since which that is so without a break.
  std::map<VolumeId, Instant> unused_since;
  Instant learnt_until{};  ///< Time of the newest learned reading.
  Instant boots_until{};   ///< Time up to which the boot times include all machines.

  friend bool operator==(const Knowledge&, const Knowledge&) = default;
};

/// Digest of the whole content.
Digest fingerprint_of(const Knowledge& knowledge);

/// Returns the boot time of a new machine of that size in that region, 90th percentile: the measured one of
/// this size and region, else of any size, else nullopt.
std::optional<Duration> boot_time(const Knowledge& knowledge, const SizeName& size, const Region& region);

}  // namespace muster
