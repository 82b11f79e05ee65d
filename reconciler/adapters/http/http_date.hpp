#pragma once

#include <optional>
#include <string_view>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// Parses the Date header of an answer, "Mon, 23 Nov 2026 20:00:00 GMT"; nullopt for any other form.
std::optional<Instant> parse_http_date(std::string_view text);

}  // namespace muster
