#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/backtest/contest.hpp"

namespace muster {

/// How all contenders did on one recorded load.
struct BacktestRun {
  std::string trace;
  bool bursty = false;
  backtest::Demand demand;
  double lower_bound_month = 0;              ///< Dollars for 28 days that no plan can beat.
  std::vector<backtest::Ranking> standings;  ///< In the order asked for; the oracle last.
};

/// A table for each trace and, for more than one, their mean.
std::string backtest_text(const std::vector<BacktestRun>& runs, const Paint& paint);
std::string backtest_markdown(const std::vector<BacktestRun>& runs);
/// As schemas/backtest.schema.json has it.
std::string backtest_json(const std::vector<BacktestRun>& runs);

/// How each of the others did against one of them, load by load: differences of the bill, of time in
/// overload, of right-sized time, of reversals and of J. Every run has that one.
std::string compare_text(const std::vector<BacktestRun>& runs, const std::string& other, const Paint& paint);
std::string compare_markdown(const std::vector<BacktestRun>& runs, const std::string& other);

/// One standing as a picture: demand, capacity, the band that is aimed at, overload in red; a strip below for
/// each day's bill. Made for a pull request: 1,200 wide, no script, no outside fonts.
std::string backtest_svg(const BacktestRun& run, const backtest::Ranking& standing);

}  // namespace muster
