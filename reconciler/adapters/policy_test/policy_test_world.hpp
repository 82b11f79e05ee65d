#pragma once

#include "reconciler/adapters/config/fields/declared_fields.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// Adds the machines, volumes, load balancers, readings and recent changes of one policy test to a world, as
/// they are at `now`.
void fill_policy_test_world(const DeclaredFields& test, Instant now, World& world);

}  // namespace muster
