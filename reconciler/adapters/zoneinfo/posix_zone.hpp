#pragma once

#include <string>

#include "reconciler/core/base/time_zone.hpp"

namespace muster {

/// Adds to a zone the changes that a rule such as "CET-1CEST,M3.5.0,M10.5.0/3" (POSIX's TZ) makes after those
/// that are there, until the end of the year `until`. Fails when the rule cannot be read.
Result<Done> add_changes_by_rule(TimeZone& zone, const std::string& rule, std::chrono::year until);

}  // namespace muster
