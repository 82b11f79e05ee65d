#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/capabilities.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// The cloud's ids of what has a slot: from the actual state, then growing as changes create things.
struct Bindings {
  std::map<Slot, MachineId> machines;
  std::map<VolumeSlot, VolumeId> volumes;
  std::map<BalancerSlot, LoadBalancerId> balancers;
  std::map<Slot, Region> regions;  ///< Of machines: volumes act where their machine is.
  NetworkId network;
};
Bindings bindings_of(const ActualState& actual);

/// What must be seen before the next step starts.
enum class Awaited {
  nothing,
  operation,  ///< The running action that the cloud told in its answer.
  machine_running,
  machine_off,
  machine_gone,
  volume_attached,
  volume_detached,
  balancer_active,
};

/// One call of a change and what to wait for behind it.
struct Step {
  Operation operation;
  Awaited until = Awaited::nothing;
  Duration patience{0};  ///< Longest wait for `until`.
  std::optional<Operation>
      fallback;      ///< Made instead of failing when patience is over: power off after a shutdown.
  std::string says;  ///< "shutting down", for progress.
};

/// The calls that carry one change out, in order. Fails with not_found when something it refers to is not
/// bound. Step by step, so that each call is journalled by itself and a crash between two of them is
/// recoverable.
Result<std::vector<Step>> steps_of(const FleetName& fleet, const Change& change, const Bindings& bindings,
                                   const Capabilities& capabilities);

}  // namespace muster
