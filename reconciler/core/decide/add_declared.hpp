#pragma once

#include <vector>

#include "reconciler/core/decide/ask.hpp"
#include "reconciler/core/decide/draft.hpp"

namespace muster {

/// Adds what the fleet file asks for beside machines, then the volumes of tiers, and takes along what hangs
/// on machines that go.
void add_declared(Draft& draft, const std::vector<Ask>& asks, const PoolView& view);

}  // namespace muster
