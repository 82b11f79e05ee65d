#include "reconciler/core/decide/optimiser/change_price.hpp"

#include <algorithm>
#include <set>

namespace muster {
namespace {

/// A new load balancer changes the address of the pool.
constexpr Money kBalancerComes = Money::cents(50);
constexpr Money kRestart = Money::cents(2);
constexpr Money kStep = Money::micros(2'000);
constexpr Money kNewKind = Money::cents(1);

}  // namespace

ChangePricer::ChangePricer(const Target& prices, const SizeTable& sizes, int balancers, const PoolView& view)
    : prices_(prices), sizes_(sizes), balancers_(balancers), view_(view) {
  const auto& list = view.inputs.prices;
  for (const auto& volume : view.pool.volumes) volumes_ += list.of_volume(volume.size_gib).monthly;
  balancer_ = list.of_load_balancer().monthly;
}

int ChangePricer::new_kinds(const ResizeSet& resizes, const AddSet& adds) const {
  std::set<int> kinds;
  const auto& present = sizes_.present();
  const auto note = [&](int size) {
    if (present[static_cast<std::size_t>(size)] == 0) kinds.insert(size);
  };
  for (const auto& resize : resizes.resized) note(resize.to);
  for (std::size_t size = 0; size < adds.count.size(); ++size)
    if (adds.count[size] > 0) note(static_cast<int>(size));
  return static_cast<int>(kinds.size());
}

int ChangePricer::new_balancers(const AddSet& adds) const {
  const auto& rule = view_.pool.balancer;
  const int present = view_.shape.balancers;
  const bool first = adds.total > 0 && rule && view_.inputs.capabilities.balancers && present == 0 &&
                     view_.count() + adds.total >= rule->from_machines;
  // A tier and the pool share the first load balancer.
  return std::max(balancers_ - present, first ? 1 : 0);
}

ChangePrice ChangePricer::of(const ResizeSet& resizes, const AddSet& adds) const {
  ChangePrice result;
  result.balancers = new_balancers(adds);
  result.delta = resizes.delta + adds.delta + volumes_ * adds.total + balancer_ * result.balancers;
  const auto resized = static_cast<int>(resizes.resized.size());
  result.steps = resized + adds.total + result.balancers;
  result.price = price_of_change(prices_, result.delta, resizes.off, resizes.moved) + kRestart * resized +
                 kStep * result.steps + kNewKind * new_kinds(resizes, adds) +
                 kBalancerComes * result.balancers;
  return result;
}

}  // namespace muster
