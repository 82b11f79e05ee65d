#pragma once

#include "reconciler/core/base/time_zone.hpp"

namespace muster::test {

/// A time that a test wrote down, and so can be read.
Instant instant(const char* text);

// Zones as they are in 2026 and the year before and after, written down by hand: tests of the core read no
// files.
TimeZone berlin();
TimeZone new_york();
TimeZone lord_howe();  ///< Its clocks go forward by half an hour.

}  // namespace muster::test
