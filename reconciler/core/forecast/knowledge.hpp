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

/// What muster has learnt of one fleet and does not forget between its runs: how its loads go, how long its
/// machines take to come up, since when a volume has been without a machine. A value; without it everything
/// works, and forecasts fall back to reaction.
struct Knowledge {
  std::map<std::pair<PoolName, Metric>, forecast::LoadMemory> loads;
  SteeredPools steered;
  std::map<std::pair<SizeName, Region>, forecast::BootTimes> boots;
  std::map<VolumeId, Instant> unused_since;  ///< Volumes without a machine, and since when without a break.
  Instant learnt_until{};                    ///< Readings up to then are in.
  Instant boots_until{};                     ///< Machines that were up by then are in.

  friend bool operator==(const Knowledge&, const Knowledge&) = default;
};

/// Digest of everything in it.
Digest fingerprint_of(const Knowledge& knowledge);

/// How long a new machine of that size takes there until it works, nine of ten: what was measured, else what
/// any size took, else nullopt.
std::optional<Duration> boot_time(const Knowledge& knowledge, const SizeName& size, const Region& region);

}  // namespace muster
