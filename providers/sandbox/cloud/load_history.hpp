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

/// Shares every load out over the machines that are on, from `at` on.
void share_loads(Cloud& cloud, Instant at);

/// Sets the load of a tag (none when it has no agents), as if it had been so since `since`: the machines of
/// the tag are taken to have been on for that long.
void set_load(Cloud& cloud, const Load& load, Instant since);

}  // namespace muster::sandbox
