#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Whether a planned change still fits the actual state.
struct ChangeStatus {
  enum class State {
    as_planned,  ///< The object is as it was when the plan was made.
    begun,  ///< An earlier apply of the same change was interrupted: continue, and check before each call.
    at_target,  ///< The object is in its target state already: nothing to do.
    moved,      ///< Others changed the object: a new plan is needed.
  };
  State state = State::as_planned;
  ChangeId change;
  std::string address;
  std::string object_id;  ///< The object's id if the state is begun or at_target; empty otherwise.
  std::string then;       ///< The state in the plan: "size s-1vcpu-2gb".
  std::string now;        ///< The actual state: "size s-4vcpu-8gb".
  std::string planned;    ///< The target of the plan: "size s-2vcpu-2gb".
};
ChangeStatus change_status_of(const Change& change, const ActualState& actual);

/// Returns the changes with the state `moved`, in the plan's order. While there is one, the plan is stale and
/// muster applies no part of it. Changes of other objects do not matter.
std::vector<ChangeStatus> stale_changes(const Plan& plan, const ActualState& actual);

}  // namespace muster
