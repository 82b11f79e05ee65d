#pragma once

#include <map>
#include <optional>
#include <utility>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/forecast/boot_times.hpp"
#include "reconciler/core/forecast/headroom/pool_headroom.hpp"
#include "reconciler/core/forecast/load_history.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Pools with learned headroom.
using PoolHeadrooms = std::map<PoolName, forecast::PoolHeadroom>;

/// The learned state of one fleet between the runs of muster: its loads, the boot times of its machines, and
/// the times since which its volumes are detached. A value. muster works without it: forecasts then fall back
/// to reaction.
struct LearnedState {
  std::map<std::pair<PoolName, Metric>, forecast::LoadHistory> loads;
  PoolHeadrooms headrooms;
  std::map<std::pair<SizeName, Region>, forecast::BootTimes> boots;
  /// Volumes without a machine, and the time since which that is so without a break.
  std::map<VolumeId, Instant> unused_since;
  Instant learnt_until{};  ///< Time of the newest learned reading.
  Instant boots_until{};   ///< Time up to which the boot times include all machines.

  friend bool operator==(const LearnedState&, const LearnedState&) = default;
};

/// Digest of the whole content.
Digest fingerprint_of(const LearnedState& learned_state);

/// Returns the boot time of a new machine of that size in that region, 90th percentile: the measured one of
/// this size and region, else of any size, else nullopt.
std::optional<Duration> boot_time(const LearnedState& learned_state, const SizeName& size,
                                  const Region& region);

}  // namespace muster
