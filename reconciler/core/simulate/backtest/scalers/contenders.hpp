#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/simulate/backtest/contest.hpp"

namespace muster::backtest {

/// The known contenders, in the order of the tables. The oracle is not among them: the others are compared
/// with it.
const std::vector<Contender>& contenders();
/// muster's own policy, complete and with one part removed each: "muster", "muster-without-holding" and so
/// on.
const std::vector<Contender>& ablated_contenders();
/// muster with another price of overload, in minutes of the bill; nullopt: with its own price.
Contender muster_at_price(std::string name, std::string message, std::optional<float> price);
/// Returns the contender of that name; nullptr if there is none.
const Contender* find_contender(const std::string& name);

/// Executes the cheapest of several clairvoyant plans with the full bill; named "oracle". `bound` is the
/// lower bound of the cost in dollars.
Ranking best_oracle(const Demand& demand, double bound, const ContestRules& rules);

}  // namespace muster::backtest
