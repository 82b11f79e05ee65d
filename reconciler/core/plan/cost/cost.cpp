#include "reconciler/core/plan/cost/cost.hpp"

#include <fmt/format.h>

#include <set>

#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/fleet/bill/bill.hpp"
#include "reconciler/core/plan/cost/price_effect.hpp"

namespace muster {

namespace {

/// Collects resources without a known price.
class Unpriced {
 public:
  explicit Unpriced(const PriceList& prices) : prices_(prices) {}

  void look_at(const std::string& what, const SizeName& size) {
    if (!prices_.find(size)) found_.insert(fmt::format("{} ({})", what, size.value));
  }
  void look_at(const Effect& effect) {
    std::visit(Overloaded{
                   [&](const CreateMachine& e) { look_at("machine " + to_string(e.slot), e.spec.size); },
                   [&](const ResizeMachine& e) { look_at("machine " + to_string(e.slot), e.to); },
                   [&](const ReplaceMachine& e) { look_at("machine " + to_string(e.slot), e.to.size); },
                   [&](const AdoptMachine& e) { look_at("machine " + to_string(e.slot), e.size); },
                   [](const auto&) {},
               },
               effect);
  }
  std::vector<std::string> found() const { return {found_.begin(), found_.end()}; }

 private:
  const PriceList& prices_;
  std::set<std::string> found_;
};

}  // namespace

std::vector<std::string> without_a_price(const ActualState& actual, const std::vector<Change>& changes,
                                         const PriceList& prices) {
  Unpriced unpriced(prices);
  for (const auto& [slot, machine] : actual.machines)
    unpriced.look_at("machine " + to_string(slot), machine.size);
  for (const auto& stray : actual.strays) unpriced.look_at("stray machine " + stray.name, stray.size);
  for (const auto& change : changes) unpriced.look_at(change.effect);
  return unpriced.found();
}

Cost cost_of(const Fleet&, const ActualState& actual, const std::vector<Change>& changes,
             const PriceList& prices) {
  Cost cost;
  cost.now = price_of(actual, prices);
  cost.after = cost.now;
  StandingPrices standing(actual, prices);
  for (const auto& change : changes)
    cost.after = cost.after + price_of(change.effect, prices).after - standing.take(change.effect);
  cost.unknown = without_a_price(actual, changes, prices);
  return cost;
}

}  // namespace muster
