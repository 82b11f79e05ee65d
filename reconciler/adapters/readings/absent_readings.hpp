#pragma once

#include <vector>

#include "reconciler/adapters/readings/held_readings.hpp"

namespace muster {

/// Says of a machine that a look told nothing good and new about that it did not, and how: `missing` where
/// the source answered without it, `error` where the source failed. Never left out, never zero. Where this
/// very look told something that cannot be, that says it all.
void add_absent(std::vector<Reading>& into, const HeldReadings& held, const Slot& slot, Metric metric,
                Quality quality, Duration sample_every, Instant now);

}  // namespace muster
