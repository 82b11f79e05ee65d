#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/backtest/backtest_views.hpp"
#include "reconciler/cli/views/backtest/frontier_svg.hpp"

namespace muster {

/// Replays the loads of `runs` with learned headroom at several prices of overload; a policy that has a
/// standing in them is not replayed again. `declared`: the folders whose standings are marked as present. At
/// least one run is needed.
Frontier frontier_of(const std::vector<BacktestRun>& runs, const backtest::ContestRules& rules,
                     const std::vector<std::string>& declared);

}  // namespace muster
