#pragma once

#include <optional>
#include <vector>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// The newest number of agents that a machine itself reports.
std::optional<Measure> agents_on(const MachineView& machine, const PoolView& view);

/// A pool's machines in the order in which losing them loses the least: fewest agents first, then the highest
/// number. Machines that do not tell their agents come last.
std::vector<const MachineView*> in_order_of_loss(const PoolView& view);

/// Of machines that are alike so many are looked at, those with the least to lose first: the rest would be
/// refused for the same reason.
inline constexpr int kMachinesLookedAt = 3;

/// Those of them that stay and are smaller than that, or will be; in the same order.
std::vector<const MachineView*> smaller_than(const SizeName& size, std::vector<const MachineView*> machines,
                                             const Ladder& ladder);

}  // namespace muster
