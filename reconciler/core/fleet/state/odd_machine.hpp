#pragma once

#include <string>

#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/resource/machine.hpp"

namespace muster {

/// Returns why a machine counts as no capacity and needs a person: it neither runs nor can be started, or it
/// does not run long after its creation. "is archive at the cloud", "is new since 2026-11-30T03:00:00Z, and
/// should run after 10m". Empty for every other machine.
std::string why_odd(const Machine& machine, const Pool& pool, Instant now);

}  // namespace muster
