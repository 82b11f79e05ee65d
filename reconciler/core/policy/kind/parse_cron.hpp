#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/policy/kind/cron.hpp"

namespace muster {

/// Parses five fields: minute, hour, day of the month, month, weekday; each is *, a value, a range a-b, a
/// list, or one of these with a step /n. Months and weekdays may have English names; 7 is Sunday too. If both
/// kinds of day are restricted, one of them is sufficient. Fails with `invalid` for any other text, and for
/// an expression that can never fire.
Result<Cron> parse_cron(const std::string& text);

}  // namespace muster
