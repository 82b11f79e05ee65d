#include "reconciler/cli/commands/simulate/frontier_of.hpp"

#include <algorithm>
#include <iterator>

#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/simulate/backtest/scalers/contenders.hpp"

namespace muster {
namespace {

struct Setting {
  const char* label;
  backtest::Contender contender;
};

/// From the cheapest to the most careful one.
std::vector<Setting> settings() {
  const auto at_price = [](const char* label, float price) {
    return Setting{label, backtest::muster_at_price(std::string("muster at ") + label, "", price)};
  };
  return {{"thrifty", *backtest::find_contender("muster-thrifty")},
          at_price("12", 12),
          {"balanced", *backtest::find_contender("muster")},
          at_price("60", 60),
          at_price("120", 120),
          {"careful", *backtest::find_contender("muster-careful")}};
}

/// The score of a contender that has replayed the load already; nullptr: it has not.
const backtest::Score* known_score(const BacktestRun& run, const std::string& name) {
  for (const auto& standing : run.standings) {
    if (standing.name == name) return &standing.score;
  }
  return nullptr;
}

FrontierPoint point_of(const std::string& label, const std::vector<backtest::Score>& scores) {
  const auto mean = backtest::mean_of(scores);
  return {.label = label, .month = mean.month, .overload = mean.overload};
}

FrontierPoint point_of(const Setting& setting, const std::vector<BacktestRun>& runs,
                       const backtest::ContestRules& rules) {
  std::vector<backtest::Score> scores;
  for (const auto& run : runs) {
    const auto* known = known_score(run, setting.contender.name);
    scores.push_back(known ? *known
                           : backtest::compete(setting.contender, run.demand, run.bound, rules).score);
  }
  return point_of(setting.label, scores);
}

FrontierPoint present_point(const std::string& declared, const std::vector<BacktestRun>& runs) {
  std::vector<backtest::Score> scores;
  for (const auto& run : runs) {
    if (const auto* known = known_score(run, declared)) scores.push_back(*known);
  }
  auto point = point_of(declared, scores);
  point.present = true;
  point.on_curve = false;
  return point;
}

}  // namespace

Frontier frontier_of(const std::vector<BacktestRun>& runs, const backtest::ContestRules& rules,
                     const std::vector<std::string>& declared) {
  Frontier frontier;
  frontier.loads = runs.size() == 1 ? runs.front().trace : plural(std::ssize(runs), "load");
  frontier.from = runs.front().from;
  frontier.until = runs.front().until;
  for (const auto& run : runs) {
    frontier.from = std::min(frontier.from, run.from);
    frontier.until = std::max(frontier.until, run.until);
  }
  for (const auto& setting : settings()) frontier.points.push_back(point_of(setting, runs, rules));
  std::sort(frontier.points.begin(), frontier.points.end(),
            [](const auto& a, const auto& b) { return a.month < b.month; });
  for (const auto& folder : declared) frontier.points.push_back(present_point(folder, runs));
  return frontier;
}

}  // namespace muster
