#pragma once

#include "reconciler/core/plan/plan.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// What muster proposes and how it came to it.
struct Proposal {
  std::vector<Decision> decisions;  ///< Every pool's, also those that hold.
  DesiredState desired;
  Plan plan;
};

/// The whole pipeline. Pure: the same world and now give the same bytes.
Proposal propose(const World& world, Instant now);

}  // namespace muster
