#include "reconciler/core/plan/cost/price_effect.hpp"

#include "reconciler/core/base/overloaded.hpp"

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
                        // An adopted resource is billed to the fleet from now on; a released one is not.
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

Price StandingPrices::take(const Effect& effect) {
  return std::visit(Overloaded{
                        [&](const CreateMachine& e) { return take(e.slot); },
                        [&](const ResizeMachine& e) { return take(e.slot); },
                        [&](const ReplaceMachine& e) { return take(e.slot) + take_stray(e.old_id); },
                        [&](const DestroyMachine& e) { return take(e.slot); },
                        [&](const AdoptMachine& e) { return take(e.slot); },
                        [&](const ReleaseMachine& e) { return take(e.slot); },
                        [&](const CreateVolume& e) { return take(e.slot); },
                        [&](const GrowVolume& e) { return take(e.slot); },
                        [&](const DestroyVolume& e) { return take(e.slot); },
                        [&](const AdoptVolume& e) { return take(e.slot); },
                        [&](const ReleaseVolume& e) { return take(e.slot); },
                        [&](const CreateBalancer& e) { return take(e.slot); },
                        [&](const UpdateBalancer& e) { return take(e.slot); },
                        [&](const DestroyBalancer& e) { return take(e.slot); },
                        [](const auto&) { return Price{}; },
                    },
                    effect);
}

Price StandingPrices::take(const Slot& slot) {
  const auto found = actual_.machines.find(slot);
  if (found == actual_.machines.end() || !machines_.insert(found->second.id).second) return {};
  return prices_.of_size(found->second.size);
}

Price StandingPrices::take_stray(const MachineId& id) {
  for (const auto& stray : actual_.strays)
    if (stray.id == id && machines_.insert(id).second) return prices_.of_size(stray.size);
  return {};
}

Price StandingPrices::take(const VolumeSlot& slot) {
  const auto found = actual_.volumes.find(slot);
  if (found == actual_.volumes.end() || !volumes_.insert(found->second.id).second) return {};
  return prices_.of_volume(found->second.size_gib);
}

Price StandingPrices::take(const BalancerSlot& slot) {
  const auto found = actual_.balancers.find(slot);
  if (found == actual_.balancers.end() || !balancers_.insert(found->second.id).second) return {};
  return prices_.of_load_balancer();
}

}  // namespace muster
