#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/simulate/backtest/contest.hpp"

namespace muster {

/// The results of all contenders on one recorded load.
struct BacktestRun {
  std::string trace;
  bool bursty = false;
  Instant from{};   ///< The first row of the trace.
  Instant until{};  ///< The last row.
  backtest::Demand demand;
  double bound = 0;                          ///< Lower bound of the bill of the scored ticks, in dollars.
  double lower_bound_month = 0;              ///< Lower bound of the cost of 28 days, in dollars.
  std::vector<backtest::Ranking> standings;  ///< In the requested order; the oracle is last.
};

/// A table for each trace and, for more than one, their mean.
std::string backtest_text(const std::vector<BacktestRun>& runs, const Paint& paint);
std::string backtest_markdown(const std::vector<BacktestRun>& runs);
/// As in schemas/backtest.schema.json.
std::string backtest_json(const std::vector<BacktestRun>& runs);

/// Compares the others with one of them, load by load: differences of cost, of time in overload, of
/// right-sized time, of reversals and of J. Every run must contain that one.
std::string compare_text(const std::vector<BacktestRun>& runs, const std::string& other, const Paint& paint);
std::string compare_markdown(const std::vector<BacktestRun>& runs, const std::string& other);

/// Draws one ranking: demand, capacity, the target band, overload in red, and a strip below for the bill of
/// each day. For a pull request: 1,200 wide, no script, no external fonts.
std::string backtest_svg(const BacktestRun& run, const backtest::Ranking& standing);

}  // namespace muster
