#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/simulate/backtest/demand.hpp"

namespace muster {

/// Loads a recorded load from CSV with the header `timestamp,value`: RFC 3339 times on a regular grid, oldest
/// first, and non-negative numbers. Fails with invalid at the first error, with file:line, and as
/// read_whole_file does.
Result<std::vector<backtest::TracePoint>> load_trace(const std::string& path);

/// The same from text; `name` replaces the file in errors. Fails with invalid.
Result<std::vector<backtest::TracePoint>> parse_trace(const std::string& text, const std::string& name);

}  // namespace muster
