#include "reconciler/core/fleet/bill.hpp"
#include "reconciler/core/plan/make_plan.hpp"
#include "reconciler/core/plan/price_effect.hpp"

namespace muster {

Cost cost_of(const Fleet&, const ActualState& actual, const std::vector<Change>& changes,
             const PriceList& prices) {
  Cost cost;
  cost.now = price_of(actual, prices);
  cost.after = cost.now;
  StandingPrices standing(actual, prices);
  for (const auto& change : changes)
    cost.after = cost.after + price_of(change.effect, prices).after - standing.take(change.effect);
  return cost;
}

}  // namespace muster
