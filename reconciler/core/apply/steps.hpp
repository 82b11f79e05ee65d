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
  std::map<Slot, std::vector<BalancerSlot>> memberships;  ///< Balancers that a machine stands behind; sorted.
  std::map<MachineId, std::vector<VolumeSlot>> attached;  ///< Volumes on a machine; sorted.

  friend bool operator==(const Bindings&, const Bindings&) = default;
};
Bindings bindings_of(const ActualState& actual);

/// What must be seen before the next step starts.
enum class Awaited {
  nothing,
  operation,  ///< The running action that the cloud told in its answer.
  machine_running,
  machine_off,
  machine_gone,
  machine_drained,  ///< No agent is on it any more.
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
      fallback;          ///< Made instead of failing when patience is over: power off after a shutdown.
  std::string says;      ///< "shutting down", for progress.
  bool goes_on = false;  ///< When patience is over the change goes on without what it waited for.
};

/// What a change that takes a machine off does about its agents.
enum class Draining {
  no,
  undo,  ///< They have nowhere to go, but an earlier try may have told the machine to take none.
  yes,
};

/// The calls that carry one change out, in order. Fails with not_found when something it refers to is not
/// bound. Step by step, so that each call is journalled by itself and a crash between two of them is
/// recoverable. Agents are moved away where the change has time for it and the cloud's runtime can.
/// `plan`: whose change it is; snapshots are named after it.
Result<std::vector<Step>> steps_of(const FleetName& fleet, const Change& change, const Bindings& bindings,
                                   const Capabilities& capabilities, Draining draining = Draining::yes,
                                   const PlanId& plan = {});

/// Puts the id of the machine that a replacement made into the steps behind its create, which name it with an
/// empty id until then.
void name_successor(std::vector<Step>& steps, const MachineId& successor);

/// The calls that bring the touched machine back into service after step `failed_at` of the change failed for
/// good: a resize that took the machine down powers it on again and lets it back into its load balancers. A
/// machine that was made and did not become ready is destroyed, named by an empty id. Empty when nothing
/// needs that.
std::vector<Step> steps_back(const FleetName& fleet, const Change& change, const Bindings& bindings,
                             const Capabilities& capabilities, int failed_at,
                             Draining draining = Draining::yes);

}  // namespace muster
