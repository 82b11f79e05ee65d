#include "reconciler/core/decide/limit/shared_growth.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/limit/allocation.hpp"
#include "reconciler/core/decide/limit/bounds.hpp"
#include "reconciler/core/decide/limit/declared.hpp"
#include "reconciler/core/decide/limit/merge.hpp"

namespace muster {
namespace {

bool is_overdrawn(const Remainder& left) {
  return (left.money && *left.money < Money()) || (left.machines && *left.machines < 0) ||
         (left.volumes && *left.volumes < 0);
}

/// Records the growth that was wanted but left out.
void note_left_out(PoolChange& pool, const PoolGrowth& wanted, const PoolGrowth& got, bool for_money,
                   Money present, const DecisionInputs& inputs) {
  if (wanted.what.empty() || wanted.what == got.what) return;
  const auto instead = got.what.empty() ? "" : "; instead: " + got.what;
  if (!for_money) {
    pool.clamps.push_back(left_out_for_account(wanted.new_machines, "machines", got.new_machines));
    pool.clamps.back().message += instead;
    return;
  }
  pool.clamps.push_back(
      {Clamp::Kind::money,
       fmt::format("{} for {} a month omitted: the fleet costs {} and may cost at most {}{}", wanted.what,
                   format_money(wanted.money), format_money(present),
                   format_money(*inputs.fleet.budget.monthly_cap), instead)});
}

void note_disruption(PoolChange& pool, const PoolGrowth& growth) {
  if (growth.resizes <= growth.resizes_now) return;
  pool.clamps.push_back(
      {Clamp::Kind::disruption,
       fmt::format("{} machines need a resize, at most {} of pool {} at a time: the others follow",
                   growth.resizes, growth.resizes_now, pool.view.pool.name.value)});
}

/// Removes the resources that were left out; a machine that nothing paid for is one of them.
void remove_left_out(PoolChange& pool, const PoolShare& share, Money present, const DecisionInputs& inputs) {
  std::vector<std::string> for_money;
  Money cost;
  const auto remove = [&](const ResourceRef& part, const MergedTarget& wanted, bool is_for_money) {
    const auto paid = share.pool_delta.find(part);
    pool.pool_delta.erase(part);
    if (paid != share.pool_delta.end()) pool.pool_delta.insert(*paid);
    if (!is_for_money) return;
    for_money.push_back(describe(pool.view, part, wanted));
    cost += delta_of(pool.view, part, wanted);
  };
  for (const auto& [part, wanted] : PoolDelta(pool.pool_delta)) {
    const bool paid = share.growth.delta.count(part) > 0 || share.pool_delta.count(part) > 0;
    if (!paid && is_new_machine(pool.view, part, wanted)) remove(part, wanted, true);
  }
  int volumes = 0;
  for (const auto& left_out : share.left_out) {
    volumes += left_out.for_money ? 0 : 1;
    remove(left_out.part, left_out.wanted, left_out.for_money);
  }
  if (volumes > 0) {
    const auto made = std::count_if(pool.pool_delta.begin(), pool.pool_delta.end(), [&](const auto& entry) {
      return is_new_volume(pool.view, entry.first, entry.second);
    });
    pool.clamps.push_back(left_out_for_account(volumes + made, "volumes", made));
  }
  if (volumes > 0 || !for_money.empty()) drop_unsupported(pool);
  if (for_money.empty()) return;
  pool.clamps.push_back(
      left_out_for_money(for_money, cost, present, inputs.fleet.budget.monthly_cap.value_or(Money())));
}

/// The delta of a pool within its share of the remainder.
void take_share(PoolChange& pool, const PoolGrowth& wanted, const PoolShare& share,
                const std::vector<ScalingAction>& actions, bool for_money, Money present,
                const DecisionInputs& inputs) {
  note_left_out(pool, wanted, share.growth, for_money, present, inputs);
  pool.pool_delta = whole_delta(pool, share, actions, pool.clamps);
  remove_left_out(pool, share, present, inputs);
  drop_lonely_balancers(pool.pool_delta, actions, pool.view);
}

}  // namespace

void add_shared_growth(std::vector<PoolChange>& pools, const std::vector<std::vector<ScalingAction>>& actions,
                       const DecisionInputs& inputs) {
  if (!inputs.actual.complete()) return;
  std::vector<PoolGrowth> wanted;
  std::vector<PoolDelta> whole;
  std::vector<std::vector<Clamp>> clamps(pools.size());
  auto left = remainder_now(pools, inputs);
  for (std::size_t i = 0; i < pools.size(); ++i) {
    wanted.push_back(answer_together(actions[i], pools[i].view));
    whole.push_back(within_bounds(pools[i].pool_delta, wanted[i], actions[i], pools[i].view, clamps[i]));
    take_all(left, whole.back(), pools[i].view);
  }
  if (!is_overdrawn(left)) {
    for (std::size_t i = 0; i < pools.size(); ++i) {
      note_disruption(pools[i], wanted[i]);
      pools[i].pool_delta = std::move(whole[i]);
      std::move(clamps[i].begin(), clamps[i].end(), std::back_inserter(pools[i].clamps));
    }
    return;
  }
  const bool for_money = left.money && *left.money < Money();
  const auto present = present_cost(pools, inputs);
  const auto shares = allocate(pools, actions, inputs);
  for (std::size_t i = 0; i < pools.size(); ++i) {
    take_share(pools[i], wanted[i], shares[i], actions[i], for_money, present, inputs);
    note_disruption(pools[i], shares[i].growth);
  }
}

}  // namespace muster
