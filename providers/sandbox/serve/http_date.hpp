#pragma once

#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

/// As the header Date has it: "Mon, 23 Nov 2026 20:00:00 GMT".
std::string http_date(Instant at);

}  // namespace muster::sandbox
