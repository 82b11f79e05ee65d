#pragma once

#include "reconciler/core/fleet/declared/maintenance.hpp"

namespace muster::test {

/// On weekdays, into the next morning.
inline const DowntimeWindow kNights{0, 4, std::chrono::hours(22), std::chrono::hours(6)};

}  // namespace muster::test
