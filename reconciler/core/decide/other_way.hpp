#pragma once

#include <vector>

#include "reconciler/core/decide/ask.hpp"
#include "reconciler/core/decide/pool_view.hpp"

namespace muster {

/// Of asks that know another way: that one, where their way down would come to nothing, because something is
/// unsure or a floor stands against it. Not while another rule makes the pool larger.
void take_other_ways(std::vector<Ask>& asks, const PoolView& view);

}  // namespace muster
