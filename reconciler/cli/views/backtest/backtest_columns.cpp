#include "reconciler/cli/views/backtest/backtest_columns.hpp"

#include <fmt/format.h>

namespace muster {

const std::vector<ScoreColumn>& score_columns() {
  using S = backtest::Score;
  static const std::vector<ScoreColumn> all = {
      {"cost/LB", "cost_ratio", &S::cost_ratio, 3, true, "bill / clairvoyant lower bound"},
      {"$/28d", "month", &S::month, 0, true, "dollars for 28 days"},
      {"$/agent", "per_agent", &S::per_agent, 2, true, "the same for each agent at peak"},
      {"SLO%", "overload", &S::overload, 3, true, "time with demand above capacity"},
      {"min/d", "overload_minutes_a_day", &S::overload_minutes_a_day, 1, false, "the same in minutes a day"},
      {"lost%", "lost", &S::lost, 3, true, "work that was not served"},
      {"hot%", "hot", &S::hot, 2, true, "time above 90% of capacity"},
      {"warm%", "warm", &S::warm, 1, true, "time above 80%"},
      {"util%", "utilisation", &S::utilisation, 1, true, "work done / capacity"},
      {"band%", "in_band", &S::in_band, 1, true, "time at 60-80%"},
      {"right%", "right_sized", &S::right_sized, 1, true, "in the band, or the smallest fleet under 80%"},
      {"thU", "under_accuracy", &S::under_accuracy, 2, false, "SPEC: how much too little"},
      {"thO", "over_accuracy", &S::over_accuracy, 1, false, "SPEC: how much too much"},
      {"tauU", "under_timeshare", &S::under_timeshare, 1, false, "SPEC: how long too little"},
      {"tauO", "over_timeshare", &S::over_timeshare, 1, false, "SPEC: how long too much"},
      {"ups", "instability", &S::instability, 1, false, "SPEC: supply moves otherwise than need"},
      {"jit/h", "jitter", &S::jitter, 2, false, "SPEC: supply changes minus need changes an hour"},
      {"ep/d", "episodes_a_day", &S::episodes_a_day, 1, false, "overload episodes a day"},
      {"r50 s", "response_median", &S::response_median, 0, true,
       "seconds from violation to capacity, median"},
      {"r95 s", "response_95", &S::response_95, 0, true, "the same, 95th percentile"},
      {"rmax s", "response_worst", &S::response_worst, 0, false, "the same, worst"},
      {"<=2m%", "ended_in_two_minutes", &S::ended_in_two_minutes, 1, true,
       "episodes that ended within two minutes"},
      {"ops/d", "operations_a_day", &S::operations_a_day, 1, true, "creates, removals and resizes a day"},
      {"shrt%", "short_lived", &S::short_lived, 1, false, "removed machines that lived under 15 minutes"},
      {"rev/h", "reversals_an_hour", &S::reversals_an_hour, 2, true, "changes of direction an hour"},
      {"J", "objective", &S::objective, 3, true, "ln(cost/LB) + 0.2 SLO% + 0.02 hot% + 0.005 warm%"},
      {"J+lost", "objective_with_lost", &S::objective_with_lost, 3, true, "J + 0.1 lost%"},
  };
  return all;
}

std::string format_figure(const ScoreColumn& column, const backtest::Score& score) {
  return fmt::format("{:.{}f}", score.*column.figure, column.decimals);
}

}  // namespace muster
