#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// What a target with learned headroom asks of one pool: the cheapest shape that carries what the rule wants
/// which has done best on the pool's own load so far, or gives back what it does not keep.
///
/// A pool that is full cannot show what more is wanted: it grows by leaps until it can. Whether it should
/// grow is reckoned with what is on its way, so it does not ask twice. It shrinks by the newest reading, but
/// never one that had its say, nor while a machine warms up. Nothing where nothing was learnt yet: then the
/// headroom is as if it were fixed.
std::optional<ScalingAction> evaluate_learned_target(const Policy& policy, const Target& target,
                                                     const PoolView& view);

}  // namespace muster
