#pragma once

#include <string>
#include <vector>

#include "reconciler/core/simulate/backtest/score.hpp"

namespace muster {

/// One figure of a score in tables and JSON.
struct ScoreColumn {
  const char* head;    ///< In tables: "cost/LB".
  const char* member;  ///< In JSON: "cost_ratio".
  double backtest::Score::*figure;
  int decimals;
  bool in_tables;  ///< Narrow tables omit the detailed figures; JSON has them.
  const char* message;
};

const std::vector<ScoreColumn>& score_columns();
std::string format_figure(const ScoreColumn& column, const backtest::Score& score);

}  // namespace muster
