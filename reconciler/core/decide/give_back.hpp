#pragma once

#include <optional>

#include "reconciler/core/decide/ask.hpp"
#include "reconciler/core/decide/steered.hpp"
#include "reconciler/core/decide/way.hpp"

namespace muster {

/// The small machines of a pool that they hold down, where the larger ones alone carry what it should be
/// ready for, for less than growth: they go instead. nullopt for a pool that is pressed: it gets more at
/// once.
std::optional<Way> way_to_shed(const Steered& seen, const WayTerms& terms, const Way* growth);
/// Goes that way, or waits for a machine that comes up. False where the pool has turned too
/// often to wait, or something stands still.
bool shed_smaller(Ask& ask, const Steered& seen, const WayTerms& terms, const Way& way);

/// Gives back what a steered pool does not keep: machines that are not needed; or, where what is too much is
/// less than a machine, smaller ones that take the place of a large one. `ask` says what is done and why, or
/// what stands against it.
void give_back(Ask& ask, const Steered& seen, const Target& target, const PoolView& view);

}  // namespace muster
