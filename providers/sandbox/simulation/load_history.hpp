#pragma once

#include "providers/sandbox/model/cloud.hpp"

namespace muster::sandbox {

/// The load of agents on one machine.
struct Demand {
  double cores = 0;
  double memory_mib = 0;
  double disk_gib = 0;
};

/// Records that from `at` on the droplet runs in its present state (power, size, volumes) under this demand;
/// `boots` if its counters restart. Records nothing if nothing changed.
void note_stretch(const Cloud& cloud, Droplet& droplet, const Demand& demand, bool boots, Instant at);

/// From `at` on the machines that are on carry the agents on them. Call it after every change of either.
void share_loads(Cloud& cloud, Instant at);

}  // namespace muster::sandbox
