#include "reconciler/core/decide/limit/shared_growth.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/limit/merge.hpp"
#include "reconciler/core/decide/optimiser/answer.hpp"

namespace muster {
namespace {

/// The money and machines that the fleet has left for growth.
struct Remainder {
  std::optional<Money> money;
  std::optional<int> machines;

  bool holds(Money sum, int count) const {
    return (!money || sum <= Money() || sum <= *money) && (!machines || count <= *machines);
  }
};

/// The remainder after the changes that the deltas contain already: savings, disks, load balancers.
Remainder remainder_of(const std::vector<PoolChange>& pools, const DecisionInputs& inputs) {
  Remainder left;
  const auto& limits = inputs.actual.limits;
  if (limits.machines) left.machines = std::max(0, *limits.machines - limits.machines_in_use);
  if (!inputs.fleet.budget.monthly_cap) return left;
  left.money = *inputs.fleet.budget.monthly_cap - present_cost(pools, inputs);
  for (const auto& pool : pools)
    for (const auto& [part, wanted] : pool.pool_delta)
      left.money = *left.money - delta_of(pool.view, part, wanted);
  return left;
}

/// Gives the remainder to the pools, the most urgent requirements first.
class Allocation {
 public:
  Allocation(const std::vector<PoolChange>& pools, const std::vector<std::vector<ScalingAction>>& actions,
             Remainder left)
      : pools_(pools), actions_(actions), left_(left), growth_(pools.size()) {}

  std::vector<PoolGrowth> allocate() {
    for (const auto urgency : {Urgency::overload, Urgency::placement, Urgency::floor, Urgency::spare})
      for (const auto pool : by_need(urgency)) give(pool, urgency);
    return std::move(growth_);
  }

 private:
  /// The pools with requirements of that urgency, the largest shortfall first.
  std::vector<std::size_t> by_need(Urgency urgency) const {
    std::vector<std::pair<double, std::size_t>> load_targets;
    for (std::size_t i = 0; i < pools_.size(); ++i) {
      const double shortfall = shortfall_of(actions_[i], urgency, pools_[i].view);
      if (shortfall > 0) load_targets.emplace_back(shortfall, i);
    }
    std::sort(load_targets.begin(), load_targets.end(), [&](const auto& a, const auto& b) {
      if (a.first != b.first) return a.first > b.first;
      return pools_[a.second].view.pool.name < pools_[b.second].view.pool.name;
    });
    std::vector<std::size_t> order;
    order.reserve(load_targets.size());
    for (const auto& load_target : load_targets) order.push_back(load_target.second);
    return order;
  }

  void give(std::size_t pool, Urgency urgency) {
    auto& had = growth_[pool];
    GrowthLimits limits;
    limits.up_to = urgency;
    if (left_.money) limits.money = *left_.money + had.money;
    if (left_.machines) limits.new_machines = *left_.machines + had.new_machines;
    auto more = answer_together(actions_[pool], pools_[pool].view, limits);
    if (more.what.empty()) return;
    if (left_.money) left_.money = *left_.money + had.money - more.money;
    if (left_.machines) left_.machines = *left_.machines + had.new_machines - more.new_machines;
    had = std::move(more);
  }

  const std::vector<PoolChange>& pools_;
  const std::vector<std::vector<ScalingAction>>& actions_;
  Remainder left_;
  std::vector<PoolGrowth> growth_;
};

/// Records the growth that was wanted but left out.
void note_left_out(PoolChange& pool, const PoolGrowth& wanted, const PoolGrowth& got, bool for_money,
                   Money present, const DecisionInputs& inputs) {
  if (wanted.what == got.what) return;
  const auto instead = got.what.empty() ? "" : "; instead: " + got.what;
  if (!for_money) {
    pool.clamps.push_back(
        {Clamp::Kind::account_limit, fmt::format("{} new machines wanted, the account has room for {}{}",
                                                 wanted.new_machines, got.new_machines, instead)});
    return;
  }
  pool.clamps.push_back(
      {Clamp::Kind::money, fmt::format("{} for {} a month left out: the fleet costs {} and may cost {}{}",
                                       wanted.what, format_money(wanted.money), format_money(present),
                                       format_money(*inputs.fleet.budget.monthly_cap), instead)});
}

void note_disruption(PoolChange& pool, const PoolGrowth& growth) {
  if (growth.resizes <= growth.resizes_now) return;
  pool.clamps.push_back(
      {Clamp::Kind::disruption,
       fmt::format("{} machines are to be resized, {} of pool {} at a time: the others follow",
                   growth.resizes, growth.resizes_now, pool.view.pool.name.value)});
}

}  // namespace

void add_shared_growth(std::vector<PoolChange>& pools, const std::vector<std::vector<ScalingAction>>& actions,
                       const DecisionInputs& inputs) {
  std::vector<PoolGrowth> wanted;
  Money sum;
  int machines = 0;
  for (std::size_t i = 0; i < pools.size(); ++i) {
    wanted.push_back(answer_together(actions[i], pools[i].view));
    sum += wanted.back().money;
    machines += wanted.back().new_machines;
  }
  const auto left = remainder_of(pools, inputs);
  auto growth = wanted;
  if (!left.holds(sum, machines)) {
    growth = Allocation(pools, actions, left).allocate();
    const bool for_money = left.money && sum > *left.money;
    const auto present = present_cost(pools, inputs);
    for (std::size_t i = 0; i < pools.size(); ++i)
      note_left_out(pools[i], wanted[i], growth[i], for_money, present, inputs);
  }
  for (std::size_t i = 0; i < pools.size(); ++i) {
    note_disruption(pools[i], growth[i]);
    add_growth(pools[i].pool_delta, growth[i]);
  }
}

}  // namespace muster
