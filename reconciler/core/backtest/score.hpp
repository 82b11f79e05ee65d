#pragma once

#include <vector>

#include "reconciler/core/backtest/replay.hpp"

namespace muster::backtest {

/// How well a replay went. Percentages are of the scored ticks unless said otherwise.
struct Score {
  double cost_ratio = 0;  ///< Bill / clairvoyant lower bound.
  double month = 0;       ///< Dollars for 28 days.
  double per_agent = 0;   ///< The same for each of the agents at peak.
  double overload = 0;    ///< "SLO%": time with demand above capacity.
  double overload_minutes_a_day = 0;
  double lost = 0;         ///< Work not served, in percent of all work.
  double hot = 0;          ///< Time above 90 % of capacity.
  double warm = 0;         ///< Time above 80 %.
  double utilisation = 0;  ///< Work done / capacity.
  double in_band = 0;      ///< Time at 60-80 %.
  double right_sized = 0;  ///< In the band, or at the smallest fleet that holds it under 80 %.
  double under_accuracy = 0, over_accuracy = 0;    ///< SPEC elasticity: how much too little, too much.
  double under_timeshare = 0, over_timeshare = 0;  ///< SPEC: how long.
  double instability = 0;                          ///< SPEC: supply moves otherwise than need does.
  double jitter = 0;                               ///< SPEC: supply changes minus need changes an hour.
  double episodes_a_day = 0;                       ///< Overload episodes.
  double response_median = 0, response_95 = 0, response_worst = 0;  ///< Their lengths in seconds.
  double ended_in_two_minutes = 0;                                  ///< Percent of episodes.
  double operations_a_day = 0;
  double short_lived = 0;  ///< Percent of removed machines that lived less than 15 minutes.
  double resizes_a_day = 0;
  double reversals_an_hour = 0;  ///< Changes of direction of the supply.
  double objective = 0;          ///< J = ln(cost_ratio) + 0.20 overload + 0.02 hot + 0.005 warm.
};

/// `bound` is the clairvoyant lower bound in dollars over the scored ticks.
Score score_of(const Demand& demand, const Replay& replay, double bound);

/// The mean over traces: arithmetic, geometric for the cost ratio, the maximum for the worst response.
Score mean_of(const std::vector<Score>& scores);

}  // namespace muster::backtest
