#pragma once

#include <chrono>

#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster::test {

// The machine that is measured, and when.
inline const Slot kMachine{PoolName("worker"), 1};
inline const Instant kNow{std::chrono::hours(24 * 365 * 56)};

}  // namespace muster::test
