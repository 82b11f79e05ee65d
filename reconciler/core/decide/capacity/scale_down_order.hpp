#pragma once

#include <optional>
#include <vector>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// The newest number of agents that the machine itself reports; nullopt: no fresh reading.
std::optional<Measure> agents_on(const MachineView& machine, const PoolView& view);

/// The price of the data volumes that would remain without this machine: $1 plus the monthly price for each.
Money data_loss(const MachineView& machine, const PoolView& view);

/// The machines of a pool, the ones with the smallest loss on removal first. The loss is $0.01 per agent, and
/// $1 plus the monthly price for each data volume. Of equal machines the highest number comes first. Machines
/// that do not report their agents come last.
std::vector<const MachineView*> in_order_of_loss(const PoolView& view);

/// At most this number of equal machines are checked, the ones with the smallest loss first. The check would
/// reject the others for the same reason.
inline constexpr int kMachinesLookedAt = 3;

/// The machines of the list that stay and are smaller than `size`, changes in flight done; order kept.
std::vector<const MachineView*> smaller_than(const SizeName& size, std::vector<const MachineView*> machines,
                                             const Ladder& ladder);

}  // namespace muster
