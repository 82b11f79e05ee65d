#pragma once

#include <cstdint>
#include <set>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/known_objects.hpp"

namespace muster {

/// Objects of a fleet by what they are called, whatever their ids.
struct ObjectNames {
  std::set<Slot> slots;  ///< Their machines, volumes and memberships.
  std::set<BalancerSlot> balancers;
  std::set<PoolName> firewalls;
  bool network = false;

  void merge(ObjectNames others);

  friend bool operator==(const ObjectNames&, const ObjectNames&) = default;
};

/// What muster left behind when it was last at work: what people changed since is seen by holding it against
/// the actual state. It decides nothing; without it, only no drift is told.
struct LeftState {
  Instant at;
  std::int64_t sequence = 0;  ///< Of the journal's last entry then.
  ActualState state;          ///< Without gaps.
  /// What muster itself began to change since, as its journal tells: of those it is not known how they were
  /// left, because the apply was cut off or could not look at what it had done.
  ObjectNames worked_on;

  friend bool operator==(const LeftState&, const LeftState&) = default;
};

/// How things are left after an apply that worked on these objects: those as they are now, all others as they
/// were left before, so that a change by hand which nobody answered stays visible. `before` is nullptr when
/// nothing was known; then everything counts as left the way it is now. `now` must have no gaps.
LeftState leave(const LeftState* before, const ObjectNames& worked_on, const ActualState& now,
                std::int64_t sequence);

/// What was left, by id.
KnownObjects known_in(const ActualState& left);

/// What a person took over as it is: what lost the fleet's tag is let go of by that.
ActualState without_untagged(ActualState state);

}  // namespace muster
