#pragma once

#include <cstdint>
#include <set>

#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/fleet/state/known_objects.hpp"

namespace muster {

/// Objects of a fleet by their slots, independent of their ids.
struct ObjectNames {
  std::set<Slot> slots;  ///< With their machines, volumes and memberships.
  std::set<BalancerSlot> balancers;
  std::set<PoolName> firewalls;
  bool network = false;

  void merge(ObjectNames others);

  friend bool operator==(const ObjectNames&, const ObjectNames&) = default;
};

/// The last applied state: the state when muster last worked on the fleet. muster compares it with the actual
/// state to find changes by others. It decides nothing; without it muster only reports no drift.
struct LastAppliedState {
  Instant at;
  std::int64_t sequence = 0;  ///< Number of the last journal entry at that time.
  ActualState state;          ///< It has no gaps.
  /// Objects that muster itself started to change since then, by its journal. Their state is unknown, because
  /// the apply was interrupted or could not read its result.
  ObjectNames touched_objects;

  friend bool operator==(const LastAppliedState&, const LastAppliedState&) = default;
};

/// Returns the last applied state after an apply that worked on these objects. Their state is the actual one.
/// All other objects keep their earlier recorded state, so that an unanswered manual change stays visible.
/// `before` is nullptr if there is no record; then the actual state of all objects counts. `now` must have no
/// gaps.
LastAppliedState last_applied_after(const LastAppliedState* before, const ObjectNames& touched_objects,
                                    const ActualState& now, std::int64_t sequence);

/// Returns the recorded objects by id.
KnownObjects known_in(const ActualState& left);

/// Returns the state that a person accepted as it is: objects without the fleet's tag are released.
ActualState without_untagged(ActualState state);

}  // namespace muster
