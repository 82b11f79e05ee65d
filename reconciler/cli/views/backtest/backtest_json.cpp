#include <fmt/format.h>

#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/backtest/backtest_columns.hpp"
#include "reconciler/cli/views/backtest/backtest_views.hpp"

namespace muster {
namespace {

void write_score(JsonWriter& out, const std::string& name, const backtest::Score& score) {
  out.begin_object().key("policy").text(name);
  for (const auto& column : score_columns())
    out.key(column.member).decimal(fmt::format("{:.6f}", score.*column.figure));
  out.end_object();
}

}  // namespace

std::string backtest_json(const std::vector<BacktestRun>& runs) {
  JsonWriter out;
  out.begin_object().key("format_version").text("1.0").key("runs").begin_array();
  for (const auto& run : runs) {
    out.begin_object().key("trace").text(run.trace).key("bursty").boolean(run.bursty);
    out.key("lower_bound_month")
        .decimal(fmt::format("{:.6f}", run.lower_bound_month))
        .key("standings")
        .begin_array();
    for (const auto& standing : run.standings) write_score(out, standing.name, standing.score);
    out.end_array().end_object();
  }
  out.end_array().key("mean").begin_array();
  for (std::size_t i = 0; !runs.empty() && i < runs.front().standings.size(); ++i) {
    std::vector<backtest::Score> scores;
    scores.reserve(runs.size());
    for (const auto& run : runs) scores.push_back(run.standings[i].score);
    write_score(out, runs.front().standings[i].name, backtest::mean_of(scores));
  }
  out.end_array().end_object();
  return std::move(out).finish();
}

}  // namespace muster
