#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/time_zone.hpp"

namespace muster {

/// The folder of this machine's time zones: TZDIR, or /usr/share/zoneinfo.
std::string zoneinfo_folder();

/// Returns the rules of a zone of the IANA database, from the system's files (package tzdata). UTC needs no
/// file. Fails with not_found and the nearest known name for an unknown zone, and with io if the folder
/// cannot be read.
Result<TimeZone> read_time_zone(const std::string& name, const std::string& folder = zoneinfo_folder());

/// Returns the names of all zones in the folder; sorted.
std::vector<std::string> time_zone_names(const std::string& folder);

}  // namespace muster
