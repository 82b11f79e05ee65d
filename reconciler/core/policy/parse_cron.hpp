#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/policy/cron.hpp"

namespace muster {

/// Reads five fields: minute, hour, day of the month, month, weekday; each *, a value, a range a-b, a list,
/// and /n for every n-th. Months and weekdays also by their English names; 7 is Sunday too. Where both kinds
/// of day are restricted, either is enough. Fails with `invalid` when a field is none of these, or when the
/// expression can never fire.
Result<Cron> parse_cron(const std::string& text);

}  // namespace muster
