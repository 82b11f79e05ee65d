#pragma once

#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

/// In the format of the header Date: "Mon, 23 Nov 2026 20:00:00 GMT".
std::string http_date(Instant at);

}  // namespace muster::sandbox
