#pragma once

#include <functional>
#include <memory>
#include <string>

#include "reconciler/core/simulate/backtest/replay.hpp"
#include "reconciler/core/simulate/backtest/score.hpp"

namespace muster::backtest {

/// Settings of a backtest.
struct ContestRules {
  SignalKind signal = SignalKind::cpu;
  int provisioning_ticks = 2;  ///< From create to serving: one minute.
};

/// A scaling policy for a backtest, by name.
struct Contender {
  std::string name;     ///< "hpa-tuned"
  std::string message;  ///< Its description in one line.
  std::function<std::unique_ptr<Scaler>(const ContestRules&)> make;
};

/// The result of one contender.
struct Ranking {
  std::string name;
  Score score;
  Replay replay;
};

/// The clairvoyant lower bound of the bill over the scored ticks, in dollars. No plan can cost less.
double lower_bound_of(const Demand& demand, const ContestRules& rules);

/// Replays the load with one contender. `bound` is in dollars.
Ranking compete(const Contender& contender, const Demand& demand, double bound, const ContestRules& rules);

}  // namespace muster::backtest
