#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

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

/// The known ones, in the order tables show them. The oracle is not among them: it is the yardstick.
const std::vector<Contender>& contenders();
/// muster's own way, whole and with one part left out each: "muster", "muster-without-holding" and so on.
const std::vector<Contender>& ablated_contenders();
/// The contender of that name among all of them, or nullptr.
const Contender* find_contender(const std::string& name);

/// How one contender did.
struct Standing {
  std::string name;
  Score score;
  Replay replay;
};

/// What no plan can beat: the clairvoyant lower bound of the bill over the scored ticks, in dollars.
double lower_bound_of(const Demand& demand, const ContestRules& rules);

/// Replays the load through one contender.
Standing compete(const Contender& contender, const Demand& demand, double bound, const ContestRules& rules);

/// The cheapest of several clairvoyant plans, carried out with the full bill: named "oracle".
Standing best_oracle(const Demand& demand, double bound, const ContestRules& rules);

}  // namespace muster::backtest
