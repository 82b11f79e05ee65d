#pragma once

#include <string>

#include "reconciler/cli/commands/simulate/what_if_options.hpp"
#include "reconciler/core/simulate/what_if/what_if.hpp"

namespace muster {

/// Parses "x2", "x1.5", "+50%" or "-20%" as percent of today: 200 is twice as much. At most 1,000 times.
/// Fails with invalid.
Result<std::int64_t> parse_percent_of_today(const std::string& text);

/// Returns the assumptions in the options of `muster what-if`. A number of agents without a pool is for the
/// only pool of the fleet. Fails with invalid.
Result<WhatIfInputs> read_what_if_inputs(const WhatIfOptions& options, const Fleet& fleet);

}  // namespace muster
