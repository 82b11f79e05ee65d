#pragma once

#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/catalogue/capabilities.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

// Durations of changes, as measured on a real cloud and rounded up. A plan uses them before anything was
// measured. Defined only here.
inline constexpr Duration kCreateMachineTakes = 60s;
inline constexpr Duration kResizeMachineTakes = 2min;  ///< Shut down, change the size, start again.
inline constexpr Duration kDestroyMachineTakes = 10s;
inline constexpr Duration kCreateVolumeTakes = 5s;
inline constexpr Duration kMoveVolumeTakes = 10s;  ///< Attach or detach.
inline constexpr Duration kGrowVolumeTakes = 10s;
inline constexpr Duration kDestroyVolumeTakes = 5s;
inline constexpr Duration kSnapshotTakes = 10s;  ///< Of a volume.
inline constexpr Duration kCreateBalancerTakes = 90s;
inline constexpr Duration kUpdateBalancerTakes = 30s;
inline constexpr Duration kDestroyBalancerTakes = 5s;
inline constexpr Duration kJoinBalancerTakes = 15s;  ///< Tag, then the first health checks.
inline constexpr Duration kLeaveBalancerTakes = 5s;
inline constexpr Duration kFirewallTakes = 3s;
inline constexpr Duration kNetworkTakes = 3s;
inline constexpr Duration kStartMachineTakes = 30s;
inline constexpr Duration kTagTakes = 2s;  ///< Also for adoptions and releases, which only change tags.

/// The duration of a change, and the part of it in which its machine does not serve.
struct Estimate {
  Duration time{0};
  Duration downtime{0};
};
Estimate estimate_of(const Effect& effect, const Capabilities& capabilities);

}  // namespace muster
