#pragma once

#include <functional>
#include <memory>
#include <string>

#include "reconciler/core/backtest/replay.hpp"
#include "reconciler/core/backtest/score.hpp"

namespace muster::backtest {

/// How a contest is run.
struct ContestRules {
  SignalKind signal = SignalKind::cpu;
  int provisioning_ticks = 2;  ///< From create to serving: one minute.
};

/// A way of scaling that can be put to the test, by name.
struct Contender {
  std::string name;  ///< "hpa-tuned"
  std::string says;  ///< What it does, in a line.
  std::function<std::unique_ptr<Scaler>(const ContestRules&)> make;
};

/// How one contender did.
struct Ranking {
  std::string name;
  Score score;
  Replay replay;
};

/// What no plan can beat: the clairvoyant lower bound of the bill over the scored ticks, in dollars.
double lower_bound_of(const Demand& demand, const ContestRules& rules);

/// Replays the load through one contender.
Ranking compete(const Contender& contender, const Demand& demand, double bound, const ContestRules& rules);

}  // namespace muster::backtest
