#pragma once

#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// Why that machine cannot get that size where it is: the size is not sold there; or the disk does not fit
/// it, and no new machine of the size can be made to take its place. Empty where it can.
std::string why_not_resized(const MachineView& machine, const SizeName& size, const PoolView& view);

}  // namespace muster
