#include <fmt/format.h>

#include <set>

#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/fleet/bill.hpp"
#include "reconciler/core/plan/make_plan.hpp"
#include "reconciler/core/plan/price_effect.hpp"

namespace muster {

EffectPrice price_of(const Effect& effect, const PriceList& prices) {
  const auto born = [](Price price) { return EffectPrice{Price{}, price}; };
  const auto gone = [](Price price) { return EffectPrice{price, Price{}}; };
  return std::visit(Overloaded{
                        [&](const CreateMachine& e) { return born(prices.of_size(e.spec.size)); },
                        [&](const ResizeMachine& e) {
                          return EffectPrice{prices.of_size(e.from), prices.of_size(e.to)};
                        },
                        [&](const ReplaceMachine& e) {
                          return EffectPrice{prices.of_size(e.from.size), prices.of_size(e.to.size)};
                        },
                        [&](const DestroyMachine& e) { return gone(prices.of_size(e.size)); },
                        // What is adopted bills the fleet from now on; what is released bills somebody else.
                        [&](const AdoptMachine& e) { return born(prices.of_size(e.size)); },
                        [&](const ReleaseMachine& e) { return gone(prices.of_size(e.size)); },
                        [&](const AdoptVolume& e) { return born(prices.of_volume(e.size_gib)); },
                        [&](const ReleaseVolume& e) { return gone(prices.of_volume(e.size_gib)); },
                        [&](const CreateVolume& e) { return born(prices.of_volume(e.spec.size_gib)); },
                        [&](const GrowVolume& e) {
                          return EffectPrice{prices.of_volume(e.from_gib), prices.of_volume(e.to_gib)};
                        },
                        [&](const DestroyVolume& e) {
                          return EffectPrice{prices.of_volume(e.size_gib),
                                             e.snapshot ? prices.of_snapshot(e.size_gib) : Price{}};
                        },
                        [&](const CreateBalancer&) { return born(prices.of_load_balancer()); },
                        [&](const UpdateBalancer&) {
                          return EffectPrice{prices.of_load_balancer(), prices.of_load_balancer()};
                        },
                        [&](const DestroyBalancer&) { return gone(prices.of_load_balancer()); },
                        [&](const auto&) { return EffectPrice{}; },
                    },
                    effect);
}

namespace {

/// What has no price that anybody tells.
class Unknown {
 public:
  explicit Unknown(const PriceList& prices) : prices_(prices) {}

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
  Unknown unknown(prices);
  for (const auto& [slot, machine] : actual.machines)
    unknown.look_at("machine " + to_string(slot), machine.size);
  for (const auto& stray : actual.strays) unknown.look_at("stray machine " + stray.name, stray.size);
  for (const auto& change : changes) unknown.look_at(change.effect);
  return unknown.found();
}

Cost cost_of(const Fleet&, const ActualState& actual, const std::vector<Change>& changes,
             const PriceList& prices) {
  Cost cost;
  cost.now = price_of(actual, prices);
  cost.after = cost.now;
  for (const auto& change : changes) {
    const auto price = price_of(change.effect, prices);
    cost.after = cost.after + price.after - price.before;
  }
  cost.unknown = without_a_price(actual, changes, prices);
  return cost;
}

}  // namespace muster
