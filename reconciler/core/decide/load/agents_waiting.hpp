#pragma once

#include <optional>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// The number of agents that wait for a place in the pool, by its newest reading at that time. nullopt: no
/// source reports it, or the reading is stale.
std::optional<double> waiting_agents(const PoolView& view, Instant at);

/// Whether the number is reported for the pool, but is not known now. It may still be above zero.
bool waiting_agents_unknown(const PoolView& view);

}  // namespace muster
