#pragma once

#include "reconciler/core/plan/change/plan.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// The proposal of muster, with the decisions that led to it.
struct Proposal {
  std::vector<Decision> decisions;  ///< Decisions for all pools, including those without a change.
  DesiredState desired;
  Plan plan;
};

/// The whole pipeline. Pure: the same world and `now` result in the same bytes.
Proposal propose(const World& world, Instant now);

}  // namespace muster
