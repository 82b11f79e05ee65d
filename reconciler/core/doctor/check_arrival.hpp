#pragma once

#include "reconciler/core/doctor/doctor_finding.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// Checks that the readings arrive that the policies look at: for each pool and metric, which machines report
/// it, and at which step. Readings older than three steps count as none.
DoctorFindings check_arrival(const World& world, Instant now);

}  // namespace muster
