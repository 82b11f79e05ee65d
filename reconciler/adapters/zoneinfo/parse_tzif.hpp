#pragma once

#include <string>

#include "reconciler/core/base/time_zone.hpp"

namespace muster {

/// Parses a compiled time zone file (RFC 8536, version 2 and later), with the changes of its rule until 2100.
/// Fails with invalid.
Result<TimeZone> parse_tzif(const std::string& name, const std::string& bytes);

}  // namespace muster
