#include "reconciler/core/decide/limit/declared.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/limit/declared_cause.hpp"
#include "reconciler/core/decide/options/tier_shape.hpp"

namespace muster {
namespace {

/// Drops volumes of machines that do not exist and will not; volumes of removed machines are removed as
/// well.
void settle_volumes(PoolDelta& pool_delta, const PoolView& view) {
  std::vector<std::pair<ResourceRef, MergedTarget>> along;
  for (const auto& [part, wanted] : pool_delta) {
    const auto* slot = std::get_if<Slot>(&part);
    if (!slot || !wanted.gone) continue;
    for (auto at = view.shape.volumes_gib.lower_bound({slot->number, 0});
         at != view.shape.volumes_gib.end() && at->first.first == slot->number; ++at) {
      along.emplace_back(VolumeSlot{*slot, at->first.second},
                         MergedTarget{.size = {}, .gib = 0, .gone = true, .causes = wanted.causes});
    }
  }
  std::erase_if(pool_delta, [&](const auto& entry) {
    const auto* volume = std::get_if<VolumeSlot>(&entry.first);
    if (!volume || entry.second.gone) return false;
    const auto machine = pool_delta.find(ResourceRef(volume->machine));
    return machine == pool_delta.end() ? !view.find(volume->machine.number) : machine->second.gone;
  });
  for (auto& [part, wanted] : along) pool_delta.insert_or_assign(std::move(part), std::move(wanted));
}

void declare_volumes_of(PoolDelta& pool_delta, int number, const PoolView& view) {
  for (std::size_t i = 0; i < view.pool.volumes.size(); ++i) {
    const int gib = view.pool.volumes[i].size_gib;
    const int volume = static_cast<int>(i) + 1;
    const auto present = view.shape.volumes_gib.find({number, volume});
    if (present != view.shape.volumes_gib.end() && present->second >= gib) continue;
    const auto message = fmt::format("every machine of pool {} is declared with a volume of {} GiB",
                                     view.pool.name.value, gib);
    auto& wanted = pool_delta[VolumeSlot{Slot{view.pool.name, number}, volume}];
    wanted.gib = std::max(wanted.gib, gib);
    wanted.causes.push_back(declared_cause(view, "pool volume", message));
  }
}

void declare_volumes(PoolDelta& pool_delta, const PoolView& view) {
  if (view.pool.volumes.empty()) return;
  std::vector<int> numbers;
  for (const auto& [part, wanted] : pool_delta) {
    if (is_new_machine(view, part, wanted)) numbers.push_back(std::get<Slot>(part).number);
  }
  for (const auto& machine : view.machines) {
    const auto wanted = pool_delta.find(ResourceRef(machine.machine->slot));
    if (wanted == pool_delta.end() || !wanted->second.gone) numbers.push_back(machine.number);
  }
  for (const int number : numbers) declare_volumes_of(pool_delta, number, view);
}

/// Whether any tier of this pool may require a load balancer.
bool tiers_want_balancers(const PoolView& view) {
  return std::any_of(view.inputs.policies.begin(), view.inputs.policies.end(), [&](const Policy& policy) {
    const auto* tiers = std::get_if<Tiers>(&policy.rule);
    if (!tiers || policy.suspended || !selects(policy, view.pool.name)) return false;
    return std::any_of(tiers->steps.begin(), tiers->steps.end(),
                       [](const TierStep& step) { return step.balancers > 0; });
  });
}

void drop_balancers(PoolDelta& pool_delta, const PoolView& view, const std::vector<Cause>& causes) {
  for (int number = 1; number <= view.shape.balancers; ++number) {
    pool_delta[BalancerSlot{view.pool.name, number}] = {.size = {}, .gib = 0, .gone = true, .causes = causes};
  }
}

void declare_balancers(PoolDelta& pool_delta, const std::vector<ScalingAction>& actions,
                       const PoolView& view) {
  const int machines = machines_after(view, pool_delta);
  const bool tier_keeps = std::any_of(actions.begin(), actions.end(), [](const ScalingAction& action) {
    return std::any_of(action.minimum_shapes.begin(), action.minimum_shapes.end(),
                       [](const MinimumShape& minimum_shape) { return minimum_shape.shape.balancers > 0; });
  });
  if (!view.pool.balancer) {
    if (view.shape.balancers == 0 || tier_keeps || tiers_want_balancers(view)) return;
    drop_balancers(pool_delta, view,
                   {declared_cause(view, "pool load balancer",
                                   fmt::format("pool {} declares no load balancer", view.pool.name.value))});
    return;
  }
  const int from = view.pool.balancer->from_machines;
  if (machines >= from && balancers_after(view, pool_delta) == 0 && view.inputs.capabilities.balancers) {
    const auto message = fmt::format("pool {} is declared with a load balancer from {} machines on",
                                     view.pool.name.value, from);
    pool_delta[BalancerSlot{view.pool.name, 1}] = {
        .size = {}, .gib = 0, .gone = false, .causes = {declared_cause(view, "pool load balancer", message)}};
    return;
  }
  // Too few machines remain: the balancer is removed together with a machine, never by itself.
  const auto leaving = std::find_if(pool_delta.begin(), pool_delta.end(), [](const auto& entry) {
    return std::holds_alternative<Slot>(entry.first) && entry.second.gone;
  });
  if (leaving == pool_delta.end() || machines >= from || tier_keeps) return;
  drop_balancers(pool_delta, view, std::vector(leaving->second.causes));
}

}  // namespace

void add_declared(PoolDelta& pool_delta, const std::vector<ScalingAction>& actions, const PoolView& view) {
  settle_volumes(pool_delta, view);
  declare_volumes(pool_delta, view);
  for (const auto& action : actions) fit_volumes(pool_delta, action, view);
  declare_balancers(pool_delta, actions, view);
  drop_lonely_balancers(pool_delta, actions, view);
}

void drop_lonely_balancers(PoolDelta& pool_delta, const std::vector<ScalingAction>& actions,
                           const PoolView& view) {
  if (machines_after(view, pool_delta) >= 2) return;
  const bool declared = std::any_of(actions.begin(), actions.end(), [](const ScalingAction& action) {
    return std::any_of(action.minimum_shapes.begin(), action.minimum_shapes.end(),
                       [](const MinimumShape& m) { return m.shape.balancers > 0 && m.shape.machines < 2; });
  });
  const auto& rule = view.pool.balancer;
  if (declared || (rule && machines_after(view, pool_delta) >= rule->from_machines)) return;
  std::erase_if(pool_delta, [](const auto& entry) {
    return std::holds_alternative<BalancerSlot>(entry.first) && !entry.second.gone;
  });
}

}  // namespace muster
