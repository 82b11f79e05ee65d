#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/time_zone.hpp"

namespace muster {

/// Where this machine keeps its time zones: TZDIR, or /usr/share/zoneinfo.
std::string zoneinfo_folder();

/// The rules of a zone of the IANA database, from the system's files (package tzdata). UTC needs none.
/// An unknown name fails with the nearest one that there is.
Result<TimeZone> read_time_zone(const std::string& name, const std::string& folder = zoneinfo_folder());

/// The names of all zones in the folder; sorted.
std::vector<std::string> time_zone_names(const std::string& folder);

}  // namespace muster
