#pragma once

#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// The reason why the machine cannot get that size in place. The size may not be sold there. Or the disk does
/// not fit it, and no new machine of that size can be created as a replacement. Empty: it can.
std::string why_not_resized(const MachineView& machine, const SizeName& size, const PoolView& view);

}  // namespace muster
