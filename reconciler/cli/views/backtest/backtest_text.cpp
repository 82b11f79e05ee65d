#include <fmt/format.h>

#include <algorithm>

#include "reconciler/cli/views/backtest/backtest_columns.hpp"
#include "reconciler/cli/views/backtest/backtest_views.hpp"
#include "reconciler/cli/views/layout/columns.hpp"

namespace muster {
namespace {

using ScoreRows = std::vector<std::pair<std::string, backtest::Score>>;

ScoreRows rows_of(const BacktestRun& run) {
  ScoreRows rows;
  for (const auto& standing : run.standings) rows.emplace_back(standing.name, standing.score);
  return rows;
}

/// The mean of each contender over the runs that `chosen` picks; every run has the same contenders.
template <class CommandHandler>
ScoreRows mean_rows(const std::vector<BacktestRun>& runs, CommandHandler chosen) {
  ScoreRows rows;
  for (std::size_t i = 0; i < runs.front().standings.size(); ++i) {
    std::vector<backtest::Score> scores;
    for (const auto& run : runs) {
      if (chosen(run)) scores.push_back(run.standings[i].score);
    }
    if (!scores.empty()) rows.emplace_back(runs.front().standings[i].name, backtest::mean_of(scores));
  }
  return rows;
}

struct Section {
  std::string title;
  ScoreRows rows;
};

std::vector<Section> sections_of(const std::vector<BacktestRun>& runs) {
  std::vector<Section> sections;
  for (const auto& run : runs) {
    const auto days = static_cast<double>(run.demand.size()) / backtest::kDay;
    sections.push_back({fmt::format("{}: {:.1f} days, {}, no plan can cost less than ${:.0f} for 28 days",
                                    run.trace, days, run.bursty ? "bursty" : "steady", run.lower_bound_month),
                        rows_of(run)});
  }
  if (runs.size() < 2) return sections;
  const auto bursty = std::count_if(runs.begin(), runs.end(), [](const auto& run) { return run.bursty; });
  const auto steady = static_cast<std::ptrdiff_t>(runs.size()) - bursty;
  if (steady > 0 && bursty > 0) {
    sections.push_back({fmt::format("mean of {} steady loads", steady),
                        mean_rows(runs, [](const auto& run) { return !run.bursty; })});
    sections.push_back({fmt::format("mean of {} bursty loads", bursty),
                        mean_rows(runs, [](const auto& run) { return run.bursty; })});
  }
  sections.push_back(
      {fmt::format("mean of all {} loads", runs.size()), mean_rows(runs, [](const auto&) { return true; })});
  return sections;
}

/// The best contender by the objective with lost work, without the clairvoyant.
std::string best_of(const ScoreRows& rows) {
  const std::pair<std::string, backtest::Score>* best = nullptr;
  for (const auto& row : rows) {
    if (row.first != "oracle" && (!best || row.second.objective_with_lost < best->second.objective_with_lost))
      best = &row;
  }
  return best ? best->first : "";
}

}  // namespace

std::string backtest_text(const std::vector<BacktestRun>& runs, const Paint& paint) {
  std::string text;
  for (const auto& section : sections_of(runs)) {
    text += paint.bold(section.title) + "\n\n";
    std::vector<Align> aligned = {Align::left};
    std::vector<std::string> head = {"policy"};
    for (const auto& column : score_columns()) {
      if (!column.in_tables) continue;
      aligned.push_back(Align::right);
      head.emplace_back(column.head);
    }
    Columns table(aligned);
    table.row(head);
    const auto best = best_of(section.rows);
    for (const auto& [name, score] : section.rows) {
      std::vector<std::string> cells = {name == best ? paint.green(name) : name};
      for (const auto& column : score_columns()) {
        if (column.in_tables) cells.push_back(format_figure(column, score));
      }
      table.row(cells);
    }
    text += table.text("  ") + "\n";
  }
  text +=
      "Lower is better for cost/LB, SLO%, lost%, hot%, warm%, r50, r95, rev/h, J and J+lost; what each "
      "column "
      "means:\n";
  for (const auto& column : score_columns()) {
    if (column.in_tables) text += fmt::format("  {:8} {}\n", column.head, column.message);
  }
  return text;
}

std::string backtest_markdown(const std::vector<BacktestRun>& runs) {
  std::string text;
  for (const auto& section : sections_of(runs)) {
    text += "### " + section.title + "\n\n| policy |";
    std::string rule = "|---|";
    for (const auto& column : score_columns()) {
      if (!column.in_tables) continue;
      text += fmt::format(" {} |", column.head);
      rule += "---:|";
    }
    text += "\n" + rule + "\n";
    const auto best = best_of(section.rows);
    for (const auto& [name, score] : section.rows) {
      text += name == best ? "| **" + name + "** |" : "| " + name + " |";
      for (const auto& column : score_columns()) {
        if (column.in_tables) text += " " + format_figure(column, score) + " |";
      }
      text += "\n";
    }
    text += "\n";
  }
  return text;
}

}  // namespace muster
