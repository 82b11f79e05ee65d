#pragma once

#include <vector>

#include "reconciler/core/simulate/backtest/replay.hpp"

namespace muster::backtest {

/// The score of a replay. A percentage is a share of the scored ticks, if its field names no other base.
struct Score {
  double cost_ratio = 0;  ///< Ratio of the cost to the clairvoyant lower bound.
  double month = 0;       ///< Cost of 28 days in dollars.
  double per_agent = 0;   ///< The same, divided by the number of agents at the peak.
  double overload = 0;    ///< "SLO%": time with demand above capacity.
  double overload_minutes_a_day = 0;
  double lost = 0;         ///< Work that was not served, in percent of all work.
  double hot = 0;          ///< Time above 90% of capacity.
  double warm = 0;         ///< Time above 80%.
  double utilisation = 0;  ///< Completed work in percent of the capacity.
  double in_band = 0;      ///< Time at 60-80%.
  double right_sized = 0;  ///< Time in the band, or at the smallest fleet that stays under 80%.
  /// SPEC elasticity: missing and excess capacity, in percent of the need.
  double under_accuracy = 0, over_accuracy = 0;
  double under_timeshare = 0, over_timeshare = 0;  ///< SPEC: time with missing and excess capacity.
  double instability = 0;                          ///< SPEC: time in which supply and need move differently.
  double jitter = 0;          ///< SPEC: changes of supply minus changes of need, per hour.
  double episodes_a_day = 0;  ///< Overload episodes per day.
  double response_median = 0, response_95 = 0, response_worst = 0;  ///< Lengths of the episodes in seconds.
  double ended_in_two_minutes = 0;                                  ///< In percent of the episodes.
  double operations_a_day = 0;
  /// Removed machines that existed for less than 15 minutes, in percent of the removed machines.
  double short_lived = 0;
  double resizes_a_day = 0;
  double reversals_an_hour = 0;    ///< Changes of direction of the supply.
  double objective = 0;            ///< J = ln(cost_ratio) + 0.20 overload + 0.02 hot + 0.005 warm.
  double objective_with_lost = 0;  ///< J + 0.1 lost. J alone rewards a policy that leaves work undone.
};

/// Scores a replay. `bound` is the clairvoyant lower bound in dollars over the scored ticks.
Score score_of(const Demand& demand, const Replay& replay, double bound);

/// The mean over traces: arithmetic, geometric for the cost ratio, the maximum for the worst response.
Score mean_of(const std::vector<Score>& scores);

}  // namespace muster::backtest
