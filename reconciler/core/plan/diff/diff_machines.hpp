#pragma once

#include "reconciler/core/plan/diff/difference.hpp"

namespace muster {

/// Creates, resizes, replaces, destroys and tags machines; fills `leaving`.
void diff_machines(Difference& d);

/// Whether the machine should move to another region and cannot, because a volume of its own holds it: data
/// does not move. make_plan warns of it.
bool is_held_by_volumes(const Machine& machine, const Region& wanted, const ActualState& actual);

}  // namespace muster
