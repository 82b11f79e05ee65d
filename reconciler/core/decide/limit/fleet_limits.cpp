#include "reconciler/core/decide/limit/fleet_limits.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/fleet/bill/strays.hpp"

namespace muster {
namespace {

template <class Counts>
void cut_over(std::vector<PoolChange>& pools, int room, Counts counts, const char* what) {
  for (const auto position : by_name(pools)) {
    auto& pool = pools[position];
    int wanted = 0;
    int cut = 0;
    for (auto at = pool.pool_delta.begin(); at != pool.pool_delta.end();) {
      const bool counted = counts(pool.view, at->first, at->second);
      wanted += counted ? 1 : 0;
      const bool over = counted && room-- <= 0;
      cut += over ? 1 : 0;
      at = over ? pool.pool_delta.erase(at) : std::next(at);
    }
    if (cut == 0) continue;
    pool.clamps.push_back(left_out_for_account(wanted, what, wanted - cut));
    drop_unsupported(pool);
  }
}

/// The order in which the budget is spent in a pool: machine by machine, each with its volumes, then load
/// balancers.
std::vector<ResourceRef> by_importance(const PoolDelta& pool_delta) {
  std::vector<ResourceRef> parts;
  for (const auto& entry : pool_delta) parts.push_back(entry.first);
  const auto rank = [](const ResourceRef& part) {
    if (const auto* slot = std::get_if<Slot>(&part)) return std::tuple(0, slot->number, 0);
    if (const auto* volume = std::get_if<VolumeSlot>(&part)) {
      return std::tuple(0, volume->machine.number, volume->number);
    }
    return std::tuple(1, std::get<BalancerSlot>(part).number, 0);
  };
  std::stable_sort(parts.begin(), parts.end(),
                   [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return parts;
}

struct BudgetCounter {
  Money left;
  Money cap;
  Money before;
};

void spend(PoolChange& pool, BudgetCounter& budget) {
  std::vector<std::string> cut;
  Money cut_cost;
  for (const auto& part : by_importance(pool.pool_delta)) {
    const auto wanted = pool.pool_delta.find(part);
    const auto* volume = std::get_if<VolumeSlot>(&part);
    const bool carried = !volume || pool.view.find(volume->machine.number) ||
                         pool.pool_delta.count(ResourceRef(volume->machine)) > 0;
    if (!is_growth(pool.view, part, wanted->second)) continue;
    const auto delta = delta_of(pool.view, part, wanted->second);
    if (carried && (delta <= Money() || delta <= budget.left)) {
      budget.left = budget.left - delta;
      continue;
    }
    cut.push_back(describe(pool.view, part, wanted->second));
    cut_cost += delta;
    pool.pool_delta.erase(wanted);
  }
  if (cut.empty()) return;
  drop_unsupported(pool);
  pool.clamps.push_back(left_out_for_money(cut, cut_cost, budget.before, budget.cap));
}

}  // namespace

std::vector<std::size_t> by_name(const std::vector<PoolChange>& pools) {
  std::vector<std::size_t> order(pools.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return pools[a].view.pool.name < pools[b].view.pool.name; });
  return order;
}

Clamp left_out_for_account(std::int64_t wanted, const char* what, std::int64_t got) {
  return {Clamp::Kind::account_limit,
          fmt::format("{} new {} needed, the account allows {}", wanted, what, got)};
}

void drop_unsupported(PoolChange& pool) {
  std::erase_if(pool.pool_delta, [&](const auto& entry) {
    const auto* volume = std::get_if<VolumeSlot>(&entry.first);
    return volume && !entry.second.gone && !pool.view.find(volume->machine.number) &&
           pool.pool_delta.count(ResourceRef(volume->machine)) == 0;
  });
  const auto& rule = pool.view.pool.balancer;
  const int machines = machines_after(pool.view, pool.pool_delta);
  if (!rule || machines >= rule->from_machines) return;
  std::erase_if(pool.pool_delta, [&](const auto& entry) {
    const auto& [part, wanted] = entry;
    return std::holds_alternative<BalancerSlot>(part) && !wanted.gone &&
           (machines < 2 || std::all_of(wanted.causes.begin(), wanted.causes.end(),
                                        [](const Cause& c) { return c.policy.empty(); }));
  });
}

Clamp left_out_for_money(const std::vector<std::string>& resources, Money cost, Money present, Money cap) {
  const auto more = resources.size() > 1 ? fmt::format(" and {} more", resources.size() - 1) : "";
  return {Clamp::Kind::money,
          fmt::format("{}{} for {} a month omitted: the fleet costs {} and may cost at most {}",
                      resources.front(), more, format_money(cost), format_money(present), format_money(cap))};
}

Money present_cost(const std::vector<PoolChange>& pools, const DecisionInputs& inputs) {
  const auto& prices = inputs.prices;
  Money sum;
  for (const auto& pool : pools) {
    for (const auto& machine : pool.view.machines) sum += booked(machine, prices);
    for (const auto& machine : pool.view.odd) sum += booked(machine, prices);
    for (const auto& [number, gib] : pool.view.shape.volumes_gib) sum += prices.of_volume(gib).monthly;
    sum += prices.of_load_balancer().monthly * pool.view.shape.balancers;
  }
  return sum + price_of_strays(inputs.actual, prices).monthly;
}

void keep_in_account(std::vector<PoolChange>& pools, const AccountLimits& limits) {
  if (limits.machines) {
    cut_over(pools, std::max(0, *limits.machines - limits.machines_in_use), is_new_machine, "machines");
  }
  if (limits.volumes) {
    cut_over(pools, std::max(0, *limits.volumes - limits.volumes_in_use), is_new_volume, "volumes");
  }
}

void keep_in_budget(std::vector<PoolChange>& pools, const DecisionInputs& inputs) {
  const auto& cap = inputs.fleet.budget.monthly_cap;
  if (!cap) return;
  const auto before = present_cost(pools, inputs);
  BudgetCounter budget{*cap - before, *cap, before};
  for (const auto& pool : pools) {
    for (const auto& [part, wanted] : pool.pool_delta) {
      if (!is_growth(pool.view, part, wanted)) budget.left = budget.left - delta_of(pool.view, part, wanted);
    }
  }
  for (const auto position : by_name(pools)) spend(pools[position], budget);
}

}  // namespace muster
