#include "reconciler/core/plan/diff/leave_unreadable_alone.hpp"

#include <algorithm>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/core/fleet/state/unreadable.hpp"

namespace muster {
namespace {

/// Whether a change concerns an unreadable object.
struct TouchesUnreadable {
  const FleetName& fleet;
  const ActualState& actual;

  bool unreadable(const VolumeSlot& slot) const {
    return is_unreadable_name(actual, ObjectKind::volume, volume_name(fleet, slot));
  }
  bool unreadable(const BalancerSlot& slot) const {
    return is_unreadable_name(actual, ObjectKind::balancer, balancer_name(fleet, slot));
  }
  bool unreadable(const PoolName& pool) const {
    return is_unreadable_name(actual, ObjectKind::firewall, firewall_name(fleet, pool));
  }
  /// Its data would go with the machine, or stay behind, without anybody having seen it.
  bool holds_unreadable(const Slot& slot) const {
    const auto prefix = volume_name_prefix(fleet, slot);
    return any_unreadable(actual, ObjectKind::volume,
                          [&](const HeldName& held) { return held.name.starts_with(prefix); });
  }

  /// Rules name load balancers by their ids: a rule that is written without this one would shut it out.
  bool lets_in_unreadable(const PoolName& pool) const {
    return any_unreadable(actual, ObjectKind::balancer, [&](const HeldName& held) {
      const auto slot = balancer_slot_of_name(fleet, held.name);
      return slot && slot->pool == pool;
    });
  }

  bool operator()(const CreateVolume& e) const { return unreadable(e.slot); }
  bool operator()(const AttachVolume& e) const { return unreadable(e.slot); }
  bool operator()(const CreateBalancer& e) const { return unreadable(e.slot); }
  bool operator()(const JoinBalancer& e) const { return unreadable(e.balancer); }
  bool operator()(const LeaveBalancer& e) const { return unreadable(e.balancer); }
  bool operator()(const CreateFirewall& e) const { return unreadable(e.pool); }
  bool operator()(const UpdateFirewall& e) const { return lets_in_unreadable(e.pool); }
  bool operator()(const DestroyMachine& e) const { return holds_unreadable(e.slot); }
  bool operator()(const ReplaceMachine& e) const { return holds_unreadable(e.slot); }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

}  // namespace

void leave_unreadable_alone(const FleetName& fleet, const ActualState& actual, std::vector<Change>& changes) {
  if (actual.held_names.empty()) return;
  const TouchesUnreadable touches{fleet, actual};
  std::erase_if(changes, [&](const Change& change) { return std::visit(touches, change.effect); });
}

}  // namespace muster
