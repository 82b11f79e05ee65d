#pragma once

#include "reconciler/core/plan/diff/difference.hpp"

namespace muster {

/// Creates, grows, moves and destroys volumes. A volume is data: it never shrinks, and it is destroyed only
/// if its whole pool is no longer declared. If its machine is removed, it is detached and kept; if its
/// machine is replaced, the new machine gets it. A volume that people attached to a machine of their own
/// stays there.
void diff_volumes(Difference& d);

/// Whether the machine belongs to the fleet, with a slot or without.
bool is_of_fleet(const MachineId& machine, const ActualState& actual);

}  // namespace muster
