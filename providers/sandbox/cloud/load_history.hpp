#pragma once

#include "providers/sandbox/cloud/cloud.hpp"

namespace muster::sandbox {

/// What agents want of one machine.
struct Demand {
  double cores = 0;
  double memory_mib = 0;
  double disk_gib = 0;
};

/// From `at` on the droplet runs as it now is (power, size, volumes) under this demand; `boots` when its
/// counters begin again. Nothing is noted when nothing changed.
void note_stretch(const Cloud& cloud, Droplet& droplet, const Demand& demand, bool boots, Instant at);

/// From `at` on the machines that are on carry the agents that are on them; to be called after every change
/// of either.
void share_loads(Cloud& cloud, Instant at);

}  // namespace muster::sandbox
