#pragma once

#include <optional>
#include <vector>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// The newest number of agents that a machine itself reports.
std::optional<Measure> agents_on(const MachineView& machine, const PoolView& view);

/// The machines of a pool in the order of the loss when they go, the least first: a cent for each agent, and
/// for each data volume a dollar and its bill of a month. Of equals the highest number comes first. Machines
/// that do not tell their agents come last.
std::vector<const MachineView*> in_order_of_loss(const PoolView& view);

/// Of machines that are alike so many are looked at, those with the least to lose first: the rest would be
/// refused for the same reason.
inline constexpr int kMachinesLookedAt = 3;

/// Those of them that stay and are smaller than that, or will be; in the same order.
std::vector<const MachineView*> smaller_than(const SizeName& size, std::vector<const MachineView*> machines,
                                             const Ladder& ladder);

}  // namespace muster
