#include "reconciler/core/decide/limit/allocation.hpp"

#include <algorithm>
#include <tuple>

#include "reconciler/core/decide/limit/bounds.hpp"
#include "reconciler/core/decide/limit/disk_growth.hpp"
#include "reconciler/core/decide/limit/merge.hpp"

namespace muster {
namespace {

/// Whether the search priced the resource together with the machines that it adds.
bool comes_with(const PoolGrowth& growth, const ResourceRef& part, const PoolView& view) {
  if (std::holds_alternative<BalancerSlot>(part)) return growth.balancers > 0;
  const auto* volume = std::get_if<VolumeSlot>(&part);
  return volume && !view.find(volume->machine.number) &&
         volume->number <= static_cast<int>(view.pool.volumes.size()) &&
         growth.delta.count(ResourceRef(volume->machine)) > 0;
}

class Allocation {
 public:
  Allocation(const std::vector<PoolChange>& pools, const std::vector<std::vector<ScalingAction>>& actions,
             const DecisionInputs& inputs)
      : pools_(pools), actions_(actions), left_(remainder_now(pools, inputs)), shares_(pools.size()) {
    for (std::size_t i = 0; i < pools.size(); ++i) {
      const auto& view = pools[i].view;
      shares_[i].pool_delta = pools[i].pool_delta;
      std::erase_if(shares_[i].pool_delta, [&](const auto& entry) {
        return !std::holds_alternative<Slot>(entry.first) && is_growth(view, entry.first, entry.second);
      });
      take_all(left_, shares_[i].pool_delta, view);
    }
  }

  std::vector<PoolShare> allocate() {
    give_all(Urgency::overload);
    give_disks();
    give_all(Urgency::placement);
    give_all(Urgency::floor);
    give_declared();
    give_all(Urgency::spare);
    return std::move(shares_);
  }

 private:
  void give_all(Urgency urgency) {
    for (const auto pool : by_need(urgency)) give(pool, urgency);
  }

  /// The pools with requirements of that urgency, the largest shortfall first.
  std::vector<std::size_t> by_need(Urgency urgency) const {
    std::vector<std::pair<double, std::size_t>> needs;
    for (std::size_t i = 0; i < pools_.size(); ++i) {
      const auto& view = pools_[i].view;
      double shortfall = shortfall_of(actions_[i], urgency, view);
      if (urgency == Urgency::floor && view.pool.min > view.count())
        shortfall = std::max(shortfall, 1 - static_cast<double>(view.count()) / view.pool.min);
      if (shortfall > 0) needs.emplace_back(shortfall, i);
    }
    std::sort(needs.begin(), needs.end(), [&](const auto& a, const auto& b) {
      if (a.first != b.first) return a.first > b.first;
      return name_of(a.second) < name_of(b.second);
    });
    std::vector<std::size_t> order;
    order.reserve(needs.size());
    for (const auto& need : needs) order.push_back(need.second);
    return order;
  }

  /// The search answers all requirements up to that urgency anew: the money of the answer before is free.
  void give(std::size_t pool, Urgency urgency) {
    auto& had = shares_[pool].growth;
    GrowthLimits limits;
    limits.up_to = urgency;
    if (urgency >= Urgency::floor) limits.minimum = pools_[pool].view.pool.min;
    if (left_.money) limits.money = *left_.money + had.money;
    if (left_.machines) limits.new_machines = *left_.machines + had.new_machines;
    auto more = answer_together(actions_[pool], pools_[pool].view, limits);
    if (more.what.empty()) return;
    left_.take(more.money - had.money, more.new_machines - had.new_machines, 0);
    had = std::move(more);
  }

  /// The disks that rules want to grow, the fullest first.
  void give_disks() {
    for (auto& disk : disk_growths(pools_)) {
      const auto& view = pools_[disk.pool].view;
      const int new_volumes = is_new_volume(view, disk.part, disk.wanted) ? 1 : 0;
      const auto delta = delta_of(view, disk.part, disk.wanted);
      if (!left_.holds(delta, 0, new_volumes)) {
        leave_out(disk.pool, disk.part, disk.wanted);
        continue;
      }
      left_.take(delta, 0, new_volumes);
      shares_[disk.pool].pool_delta[disk.part] = std::move(disk.wanted);
    }
  }

  /// The resources that the bounds of a pool add beside the search, pool by pool in the order of names.
  void give_declared() {
    for (const auto pool : by_name(pools_)) give_declared(pool);
  }

  void give_declared(std::size_t pool) {
    const auto& view = pools_[pool].view;
    auto& share = shares_[pool];
    std::vector<Clamp> ignored;
    for (const auto& [part, wanted] : whole_delta(pools_[pool], share, actions_[pool], ignored)) {
      if (std::holds_alternative<Slot>(part) || !is_growth(view, part, wanted)) continue;
      if (!comes_with(share.growth, part, view) && !give_one(pool, part, wanted))
        leave_out(pool, part, wanted);
    }
  }

  /// Reserves the money for the resource where it is enough.
  bool give_one(std::size_t pool, const ResourceRef& part, const MergedTarget& wanted) {
    const auto& view = pools_[pool].view;
    const auto paid = shares_[pool].pool_delta.find(part);
    auto delta = delta_of(view, part, wanted);
    int new_volumes = is_new_volume(view, part, wanted) ? 1 : 0;
    if (paid != shares_[pool].pool_delta.end()) {
      delta = delta - delta_of(view, part, paid->second);
      new_volumes = 0;
    }
    if (!left_.holds(delta, 0, new_volumes)) return false;
    left_.take(delta, 0, new_volumes);
    return true;
  }

  void leave_out(std::size_t pool, const ResourceRef& part, const MergedTarget& wanted) {
    const auto delta = delta_of(pools_[pool].view, part, wanted);
    shares_[pool].left_out.push_back({part, wanted, !left_.holds(delta, 0, 0)});
  }

  const PoolName& name_of(std::size_t pool) const { return pools_[pool].view.pool.name; }

  const std::vector<PoolChange>& pools_;
  const std::vector<std::vector<ScalingAction>>& actions_;
  Remainder left_;
  std::vector<PoolShare> shares_;
};

}  // namespace

PoolDelta within_bounds(PoolDelta pool_delta, const PoolGrowth& growth,
                        const std::vector<ScalingAction>& actions, const PoolView& view,
                        std::vector<Clamp>& clamps) {
  add_growth(pool_delta, growth);
  apply_bounds(pool_delta, actions, view, clamps);
  return pool_delta;
}

PoolDelta whole_delta(const PoolChange& pool, const PoolShare& share,
                      const std::vector<ScalingAction>& actions, std::vector<Clamp>& clamps) {
  auto pool_delta = share.pool_delta;
  for (const auto& [part, wanted] : pool.pool_delta)
    if (std::holds_alternative<BalancerSlot>(part) && !wanted.gone) pool_delta.emplace(part, wanted);
  return within_bounds(std::move(pool_delta), share.growth, actions, pool.view, clamps);
}

std::vector<PoolShare> allocate(const std::vector<PoolChange>& pools,
                                const std::vector<std::vector<ScalingAction>>& actions,
                                const DecisionInputs& inputs) {
  return Allocation(pools, actions, inputs).allocate();
}

}  // namespace muster
