#pragma once

#include <string>

#include "reconciler/core/base/time_zone.hpp"

namespace muster {

/// Reads a compiled time zone file (RFC 8536, version 2 and later) with the changes that its rule makes until
/// 2100.
Result<TimeZone> parse_tzif(const std::string& name, const std::string& bytes);

}  // namespace muster
