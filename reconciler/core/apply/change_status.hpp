#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// How a planned change stands against what is there now.
struct ChangeStatus {
  enum class State {
    as_planned,  ///< What it touches is as it was when the plan was made.
    begun,       ///< An earlier apply of the same change was cut short: go on, looking before each call.
    at_target,   ///< Already so: nothing to do.
    moved,       ///< Somebody else changed what it touches: the plan must be made again.
  };
  State state = State::as_planned;
  ChangeId change;
  std::string address;
  std::string object_id;  ///< Of what is begun or at its target; empty otherwise.
  std::string then;       ///< What the plan was made from: "size s-1vcpu-2gb".
  std::string now;        ///< What is there: "size s-4vcpu-8gb".
  std::string planned;    ///< What the plan wants: "size s-2vcpu-2gb".
};
ChangeStatus change_status_of(const Change& change, const ActualState& actual);

/// The changes that moved, in the plan's order. While there is one, the plan is stale and nothing of it may
/// be applied. A change elsewhere is no obstacle.
std::vector<ChangeStatus> stale_changes(const Plan& plan, const ActualState& actual);

}  // namespace muster
