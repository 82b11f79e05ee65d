#pragma once

#include "reconciler/core/plan/difference.hpp"

namespace muster {

/// Creates, grows, moves and destroys volumes. A volume is data: it is destroyed only when its whole pool is
/// no longer declared, and never grows smaller. When its machine goes, it is detached and kept; when its
/// machine is replaced, the replacement takes it over. One that people put on a machine of their own stays
/// there.
void diff_volumes(Difference& d);

/// Whether the machine is one of the fleet's, with a slot or without.
bool is_of_fleet(const MachineId& machine, const ActualState& actual);

}  // namespace muster
