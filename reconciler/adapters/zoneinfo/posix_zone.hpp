#pragma once

#include <string>

#include "reconciler/core/base/time_zone.hpp"

namespace muster {

/// Adds the changes of a rule such as "CET-1CEST,M3.5.0,M10.5.0/3" (POSIX's TZ) after the existing ones,
/// until the end of the year `until`. Fails with invalid if the rule cannot be parsed.
Result<Done> add_changes_by_rule(TimeZone& zone, const std::string& rule, std::chrono::year until);

}  // namespace muster
