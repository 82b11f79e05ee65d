#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The action of a target with learned headroom for one pool. It uses the rule with the best result on the
/// pool's own load so far: the cheapest shape for the capacity of that rule, or a release of capacity.
///
/// A full pool cannot show its real demand: it grows by large steps until it can. Growth counts changes in
/// flight, so it is not ordered twice. A scale-down uses the newest reading, but never one that muster has
/// acted on, and waits while a machine warms up. nullopt: nothing was learned yet; then the headroom is
/// treated as fixed.
std::optional<ScalingAction> evaluate_learned_target(const Policy& policy, const Target& target,
                                                     const PoolView& view);

}  // namespace muster
