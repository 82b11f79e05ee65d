#pragma once

#include <cstdint>

#include "reconciler/core/plan/change/plan.hpp"
#include "tests/support/builders.hpp"

namespace muster::test {

/// The plan that the scene leads to: decided, desired, differed, judged.
Plan plan_of(const Scene& scene);

/// The same when this is desired, whatever the policies say.
Plan plan_of(const Scene& scene, const DesiredState& desired);

/// What the scene's world is, as what should be: a plan made for it is empty.
DesiredState as_desired(const Scene& scene);

/// A world of up to `machines` machines in three pools and some other thing that should be, all of it drawn
/// from the seed: creates, resizes, replacements, destroys, moved and lost volumes, balancers, firewalls.
struct Turmoil {
  Scene scene;
  DesiredState desired;
};
Turmoil a_turmoil(std::uint32_t seed, int machines = 12);

/// A plan with one change of every kind of effect and texts that are hard to write down; consistent with its
/// id, though no world leads to it.
Plan a_plan_of_everything();

}  // namespace muster::test
