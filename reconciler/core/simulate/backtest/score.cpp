#include "reconciler/core/simulate/backtest/score.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace muster::backtest {
namespace {

constexpr double kEdge = 1e-9;

int sign(double x) {
  return (x > kEdge ? 1 : 0) - (x < -kEdge ? 1 : 0);
}

/// Lengths of maximal runs of overload in seconds, ascending.
std::vector<double> episodes_of(const std::vector<bool>& overloaded) {
  std::vector<double> lengths;
  int run = 0;
  for (std::size_t i = 0; i <= overloaded.size(); ++i) {
    if (i < overloaded.size() && overloaded[i]) {
      ++run;
    } else if (run > 0) {
      lengths.push_back(run * kTickSeconds);
      run = 0;
    }
  }
  std::sort(lengths.begin(), lengths.end());
  return lengths;
}

double quantile(const std::vector<double>& sorted, double q) {
  if (sorted.empty()) return 0;
  return sorted[std::min(sorted.size() - 1,
                         static_cast<std::size_t>(q * static_cast<double>(sorted.size())))];
}

void score_movements(Score& m, const std::vector<double>& supply, const std::vector<int>& need) {
  const auto ticks = supply.size();
  int differ = 0, supply_moves = 0, need_moves = 0, reversals = 0, last = 0;
  for (std::size_t i = 0; i + 1 < ticks; ++i) {
    const int s = sign(supply[i + 1] - supply[i]);
    const int n = sign(need[i + 1] - need[i]);
    differ += s != n ? 1 : 0;
    supply_moves += std::abs(s);
    need_moves += std::abs(n);
    if (s != 0 && last != 0 && s != last) ++reversals;
    if (s != 0) last = s;
  }
  const double hours = static_cast<double>(ticks) * kTickSeconds / 3600;
  m.instability = 100.0 / static_cast<double>(ticks - 1) * differ;
  m.jitter = (supply_moves - need_moves) / hours;
  m.reversals_an_hour = reversals / hours;
}

}  // namespace

Score score_of(const Demand& all_demand, const Replay& replay, double bound) {
  const Demand demand(all_demand.begin() + kWarmUp, all_demand.end());
  const std::vector<double> supply(replay.supply.begin() + kWarmUp, replay.supply.end());
  const auto need = need_of(demand);
  const auto ticks = demand.size();
  Score m;
  std::vector<bool> overloaded(ticks);
  double lost = 0, done = 0, wanted = 0, supplied = 0, overloads = 0;
  for (std::size_t i = 0; i < ticks; ++i) {
    const double d = demand[i], s = supply[i], n = need[i];
    m.under_accuracy += std::max(n - s, 0.0) / n;
    m.over_accuracy += std::max(s - n, 0.0) / n;
    m.under_timeshare += s < n - kEdge ? 1 : 0;
    m.over_timeshare += s > n + kEdge ? 1 : 0;
    overloaded[i] = d > s + kEdge;
    overloads += overloaded[i] ? 1 : 0;
    m.hot += d > 0.9 * s ? 1 : 0;
    m.warm += d > kHigh * s + kEdge ? 1 : 0;
    m.in_band += kLow * s <= d && d <= kHigh * s + kEdge ? 1 : 0;
    m.right_sized += d <= kHigh * s + kEdge && (d >= kLow * s || s <= n + kEdge) ? 1 : 0;
    lost += std::max(0.0, d - s);
    done += std::min(d, s);
    wanted += d;
    supplied += s;
  }
  const double share = 100.0 / static_cast<double>(ticks);
  for (double* figure : {&m.under_accuracy, &m.over_accuracy, &m.under_timeshare, &m.over_timeshare, &m.hot,
                         &m.warm, &m.in_band, &m.right_sized}) {
    *figure *= share;
  }
  const double days = static_cast<double>(ticks) / kDay;
  m.overload = share * overloads;
  m.overload_minutes_a_day = overloads * kTickSeconds / 60 / days;
  m.lost = 100 * lost / wanted;
  m.utilisation = 100 * done / supplied;
  score_movements(m, supply, need);
  const auto episodes = episodes_of(overloaded);
  m.episodes_a_day = static_cast<double>(episodes.size()) / days;
  m.response_median = quantile(episodes, 0.5);
  m.response_95 = quantile(episodes, 0.95);
  m.response_worst = episodes.empty() ? 0 : episodes.back();
  const auto quick = std::count_if(episodes.begin(), episodes.end(), [](double e) { return e <= 120; });
  m.ended_in_two_minutes =
      episodes.empty() ? 100 : 100 * static_cast<double>(quick) / static_cast<double>(episodes.size());
  m.month = replay.cost * 28 / days;
  m.cost_ratio = replay.cost / bound;
  m.per_agent = m.month / (kPeakVcpus / kVcpusPerAgent);
  m.operations_a_day = (replay.tally.adds + replay.tally.removes + replay.tally.resizes) / days;
  m.resizes_a_day = replay.tally.resizes / days;
  m.short_lived = 100.0 * replay.tally.short_lived / std::max(1, replay.tally.removes);
  m.objective = std::log(m.cost_ratio) + 0.2 * m.overload + 0.02 * m.hot + 0.005 * m.warm;
  m.objective_with_lost = m.objective + 0.1 * m.lost;
  return m;
}

Score mean_of(const std::vector<Score>& scores) {
  static constexpr std::array kFigures = {&Score::month,
                                          &Score::per_agent,
                                          &Score::overload,
                                          &Score::overload_minutes_a_day,
                                          &Score::lost,
                                          &Score::hot,
                                          &Score::warm,
                                          &Score::utilisation,
                                          &Score::in_band,
                                          &Score::right_sized,
                                          &Score::under_accuracy,
                                          &Score::over_accuracy,
                                          &Score::under_timeshare,
                                          &Score::over_timeshare,
                                          &Score::instability,
                                          &Score::jitter,
                                          &Score::episodes_a_day,
                                          &Score::response_median,
                                          &Score::response_95,
                                          &Score::ended_in_two_minutes,
                                          &Score::operations_a_day,
                                          &Score::short_lived,
                                          &Score::resizes_a_day,
                                          &Score::reversals_an_hour,
                                          &Score::objective,
                                          &Score::objective_with_lost};
  Score mean;
  if (scores.empty()) return mean;
  const auto count = static_cast<double>(scores.size());
  double logs = 0;
  for (const auto& score : scores) {
    for (const auto figure : kFigures) mean.*figure += score.*figure / count;
    logs += std::log(score.cost_ratio) / count;
    mean.response_worst = std::max(mean.response_worst, score.response_worst);
  }
  mean.cost_ratio = std::exp(logs);
  return mean;
}

}  // namespace muster::backtest
