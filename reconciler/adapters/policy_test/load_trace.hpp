#pragma once

#include <string>

#include "reconciler/core/backtest/demand.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// A recorded load from CSV with the header `timestamp,value`: RFC 3339 times on a regular grid, oldest
/// first, and numbers that are not negative. The first mistake is told with file:line.
Result<std::vector<backtest::TracePoint>> load_trace(const std::string& path);

/// The same from text; `name` stands for the file in errors.
Result<std::vector<backtest::TracePoint>> parse_trace(const std::string& text, const std::string& name);

}  // namespace muster
