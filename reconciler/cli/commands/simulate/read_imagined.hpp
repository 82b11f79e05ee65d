#pragma once

#include <string>

#include "reconciler/cli/commands/simulate/what_if_options.hpp"
#include "reconciler/core/imagine/imagine.hpp"

namespace muster {

/// Reads "x2", "x1.5", "+50%" or "-20%": percent of today, 200 for twice as much. At most 1,000 times.
Result<std::int64_t> parse_percent_of_today(const std::string& text);

/// What the options of `muster what-if` imagine. A number of agents without a pool is for the fleet's only
/// one.
Result<Imagined> read_imagined(const WhatIfOptions& options, const Fleet& fleet);

}  // namespace muster
