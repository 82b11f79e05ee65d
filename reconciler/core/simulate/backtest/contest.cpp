#include "reconciler/core/simulate/backtest/contest.hpp"

namespace muster::backtest {

double lower_bound_of(const Demand& demand, const ContestRules& rules) {
  return clairvoyant_layers(demand, 1, rules.provisioning_ticks, rules.provisioning_ticks).cost;
}

Ranking compete(const Contender& contender, const Demand& demand, double bound, const ContestRules& rules) {
  const auto scaler = contender.make(rules);
  auto run = replay(demand, *scaler, rules.signal, rules.provisioning_ticks);
  auto score = score_of(demand, run, bound);
  return {contender.name, score, std::move(run)};
}

}  // namespace muster::backtest
