#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// Why the others could not take over when these machines go; empty when they can. Load and agents are spread
/// over what is left and must stay a tenth under every line that would ask for more again, and under 90 %
/// where no rule draws a line and `target` does not keep that load itself. `joined`: machines that are there
/// before it goes.
std::string no_room_without(const std::vector<const MachineView*>& victims, const PoolView& view,
                            const Target* target = nullptr, const std::vector<SizeName>& joined = {});

/// Why this machine could not do with that smaller size; empty when it could.
std::string no_room_at(const SizeName& smaller, const MachineView& machine, const PoolView& view,
                       const Target* target = nullptr);

}  // namespace muster
