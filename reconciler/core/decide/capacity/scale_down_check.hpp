#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// The reason why the other machines cannot take over when `victims` are removed; empty: they can. Load and
/// agents spread over the remaining machines. They must stay 10% under every line that would scale up again;
/// default line: 90%, except for loads that `target` itself keeps. `joined`: the sizes of machines that are
/// added before.
std::string no_room_without(const std::vector<const MachineView*>& victims, const PoolView& view,
                            const Target* target = nullptr, const std::vector<SizeName>& joined = {});

/// The reason why no machine can ever be removed, whatever its load: readings of a load that must be known
/// come too seldom; empty: they come often enough.
std::string too_seldom_to_remove(const PoolView& view, const Target* target = nullptr);

/// The reason why this machine could not do its work with that smaller size; empty: it could.
std::string no_room_at(const SizeName& smaller, const MachineView& machine, const PoolView& view,
                       const Target* target = nullptr);

}  // namespace muster
