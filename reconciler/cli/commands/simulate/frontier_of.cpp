#include "reconciler/cli/commands/simulate/frontier_of.hpp"

#include <algorithm>
#include <iterator>

#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/forecast/headroom/simulation_options.hpp"
#include "reconciler/core/simulate/backtest/scalers/contenders.hpp"

namespace muster {
namespace {

/// The mean over the loads of one contender, as a point of the frontier.
FrontierPoint point_of(const backtest::Contender& contender, const std::vector<BacktestRun>& runs,
                       const backtest::ContestRules& rules) {
  std::vector<backtest::Score> scores;
  for (const auto& run : runs) {
    const double bound = backtest::lower_bound_of(run.demand, rules);
    scores.push_back(backtest::compete(contender, run.demand, bound, rules).score);
  }
  const auto mean = backtest::mean_of(scores);
  return {.label = contender.name, .month = mean.month, .overload = mean.overload};
}

}  // namespace

Frontier frontier_of(const std::vector<BacktestRun>& runs, const backtest::ContestRules& rules,
                     const std::vector<backtest::Contender>& declared) {
  Frontier frontier;
  frontier.loads = runs.size() == 1 ? runs.front().trace : plural(std::ssize(runs), "load");
  frontier.from = runs.front().from;
  frontier.until = runs.front().until;
  for (const auto& run : runs) {
    frontier.from = std::min(frontier.from, run.from);
    frontier.until = std::max(frontier.until, run.until);
  }
  using Setting = std::pair<const char*, std::optional<float>>;
  for (const auto& [label, price] :
       {Setting{"thrifty", forecast::kThriftyPrice}, Setting{"12", 12.0F}, Setting{"balanced", {}},
        Setting{"60", 60.0F}, Setting{"120", 120.0F}, Setting{"careful", forecast::kCarefulPrice}})
    frontier.points.push_back(point_of(backtest::muster_at_price(label, "", price), runs, rules));
  std::sort(frontier.points.begin(), frontier.points.end(),
            [](const auto& a, const auto& b) { return a.month < b.month; });
  for (const auto& contender : declared) {
    auto point = point_of(contender, runs, rules);
    point.present = true;
    point.on_curve = false;
    frontier.points.push_back(std::move(point));
  }
  return frontier;
}

}  // namespace muster
