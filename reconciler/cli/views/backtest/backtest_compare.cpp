#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "reconciler/cli/views/backtest/backtest_views.hpp"
#include "reconciler/cli/views/layout/columns.hpp"

namespace muster {
namespace {

using backtest::Score;

/// Differences in J below this are noise on a handful of loads.
constexpr double kNoise = 0.02;

const backtest::Ranking* ranking_of(const BacktestRun& run, const std::string& name) {
  const auto found = std::find_if(run.standings.begin(), run.standings.end(),
                                  [&](const backtest::Ranking& s) { return s.name == name; });
  return found == run.standings.end() ? nullptr : &*found;
}

Score mean_for(const std::vector<BacktestRun>& runs, const std::string& name) {
  std::vector<Score> scores;
  for (const auto& run : runs) {
    if (const auto* standing = ranking_of(run, name)) scores.push_back(standing->score);
  }
  return backtest::mean_of(scores);
}

const char* verdict(double difference) {
  if (std::abs(difference) < kNoise) return "as good";
  return difference < 0 ? "better" : "worse";
}

using Cells = std::array<std::string, 8>;

constexpr std::array<const char*, 8> kHead = {"policy", "load", "bill", "SLO%", "right%", "rev/h", "J", ""};

Cells cells_of(const std::string& policy, const std::string& load, const Score& a, const Score& b) {
  const double j = a.objective - b.objective;
  return {policy,
          load,
          fmt::format("{:+.1f}%", 100 * (a.cost_ratio / b.cost_ratio - 1)),
          fmt::format("{:+.3f}", a.overload - b.overload),
          fmt::format("{:+.1f}", a.right_sized - b.right_sized),
          fmt::format("{:+.2f}", a.reversals_an_hour - b.reversals_an_hour),
          fmt::format("{:+.3f}", j),
          verdict(j)};
}

std::vector<Cells> rows_against(const std::vector<BacktestRun>& runs, const std::string& other) {
  std::vector<Cells> rows;
  for (const auto& standing : runs.front().standings) {
    const auto& name = standing.name;
    if (name == other || name == "oracle") continue;
    for (const auto& run : runs) {
      rows.push_back(cells_of(name, run.trace, ranking_of(run, name)->score, ranking_of(run, other)->score));
    }
    if (runs.size() > 1) rows.push_back(cells_of(name, "all", mean_for(runs, name), mean_for(runs, other)));
  }
  return rows;
}

}  // namespace

std::string compare_text(const std::vector<BacktestRun>& runs, const std::string& other, const Paint& paint) {
  Columns table({Align::left, Align::left, Align::right, Align::right, Align::right, Align::right,
                 Align::right, Align::left});
  table.row({kHead.begin(), kHead.end()});
  for (const auto& cells : rows_against(runs, other)) {
    std::vector<std::string> row(cells.begin(), cells.end());
    if (row.back() == "better") row.back() = paint.green(row.back());
    table.row(std::move(row));
  }
  return paint.bold("Against " + other) + "\n\n" + table.text("  ") + "\n";
}

std::string compare_markdown(const std::vector<BacktestRun>& runs, const std::string& other) {
  auto text = "### Against " + other + "\n\n|";
  for (const auto* head : kHead) text += fmt::format(" {} |", head);
  text += "\n|---|---|---:|---:|---:|---:|---:|---|\n";
  for (const auto& cells : rows_against(runs, other)) {
    text += "|";
    for (const auto& cell : cells) text += " " + cell + " |";
    text += "\n";
  }
  return text + "\n";
}

}  // namespace muster
