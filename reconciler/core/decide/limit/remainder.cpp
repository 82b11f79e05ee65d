#include "reconciler/core/decide/limit/remainder.hpp"

#include <algorithm>

namespace muster {
namespace {

std::optional<int> room(const std::optional<int>& limit, int in_use) {
  return limit ? std::optional(std::max(0, *limit - in_use)) : std::nullopt;
}

}  // namespace

bool Remainder::holds(Money delta, int new_machines, int new_volumes) const {
  return (!money || delta <= Money() || delta <= *money) && (!machines || new_machines <= *machines) &&
         (!volumes || new_volumes <= *volumes);
}

void Remainder::take(Money delta, int new_machines, int new_volumes) {
  if (money) money = *money - delta;
  if (machines) *machines -= new_machines;
  if (volumes) *volumes -= new_volumes;
}

Remainder remainder_now(const std::vector<PoolChange>& pools, const DecisionInputs& inputs) {
  Remainder left;
  const auto& limits = inputs.actual.limits;
  left.machines = room(limits.machines, limits.machines_in_use);
  left.volumes = room(limits.volumes, limits.volumes_in_use);
  if (const auto& cap = inputs.fleet.budget.monthly_cap) left.money = *cap - present_cost(pools, inputs);
  return left;
}

Money cost_of(const PoolDelta& pool_delta, const PoolView& view) {
  Money sum;
  for (const auto& [part, wanted] : pool_delta) sum += delta_of(view, part, wanted);
  return sum;
}

void take_all(Remainder& left, const PoolDelta& pool_delta, const PoolView& view) {
  for (const auto& [part, wanted] : pool_delta) {
    left.take(delta_of(view, part, wanted), is_new_machine(view, part, wanted) ? 1 : 0,
              is_new_volume(view, part, wanted) ? 1 : 0);
  }
}

}  // namespace muster
