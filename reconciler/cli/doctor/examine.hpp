#pragma once

#include "reconciler/cli/console/console.hpp"
#include "reconciler/cli/console/settings.hpp"
#include "reconciler/core/doctor/doctor_finding.hpp"

namespace muster {

/// Checks the set-up of muster in the order in which it is needed: declared files, approvals, store, key,
/// cloud, sizes, quota, policies and readings. A check whose basis is missing is skipped. It changes nothing
/// at the cloud. `console` is used for a passphrase and for signs of waiting.
DoctorFindings examine(const Settings& settings, Console& console);

}  // namespace muster
