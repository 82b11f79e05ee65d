#pragma once

#include <string>
#include <vector>

#include "reconciler/core/backtest/contest.hpp"

namespace muster::backtest {

/// The known ones, in the order tables show them. The oracle is not among them: it is the yardstick.
const std::vector<Contender>& contenders();
/// muster's own way, whole and with one part left out each: "muster", "muster-without-holding" and so on.
const std::vector<Contender>& ablated_contenders();
/// The contender of that name among all of them, or nullptr.
const Contender* find_contender(const std::string& name);

/// The cheapest of several clairvoyant plans, carried out with the full bill: named "oracle".
Ranking best_oracle(const Demand& demand, double bound, const ContestRules& rules);

}  // namespace muster::backtest
