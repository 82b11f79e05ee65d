#pragma once

#include "reconciler/core/world.hpp"

namespace muster::bench {

/// The instant that the worlds below are meant to be proposed at.
Instant bench_now();

/// A fleet of `machines` running machines in pools of 1,000, with five and a half minutes of readings of cpu,
/// memory, disk and agents every 30 s on each of them, threshold and tier policies on every pool. One machine
/// in `hot_every` has its cpu above the line for the whole window; 0 means none has.
World world_of_size(int machines, int hot_every);

}  // namespace muster::bench
