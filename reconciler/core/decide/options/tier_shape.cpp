#include "reconciler/core/decide/options/tier_shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/policy/check/check_policy.hpp"

namespace muster {
namespace {

/// The volumes of each present machine as (total GiB, slot number): largest total first, then by slot.
std::vector<std::pair<int, int>> volume_sums(const PoolShape& shape) {
  std::vector<std::pair<int, int>> sums;
  sums.reserve(shape.machines.size());
  for (const auto& [slot, size] : shape.machines) {
    int sum = 0;
    for (auto at = shape.volumes_gib.lower_bound({slot, 0});
         at != shape.volumes_gib.end() && at->first.first == slot; ++at) {
      sum += at->second;
    }
    sums.emplace_back(sum, slot);
  }
  std::stable_sort(sums.begin(), sums.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  return sums;
}

std::vector<int> largest_first(std::vector<int> sizes) {
  std::sort(sizes.begin(), sizes.end(), std::greater<>());
  return sizes;
}

/// The volumes that a shape lacks for a tier: the largest go to machines with the largest totals.
std::vector<ResourceTarget> lacking_volumes(const TierStep& step, const PoolName& pool,
                                            const PoolShape& shape) {
  std::vector<ResourceTarget> parts;
  const auto sums = volume_sums(shape);
  const auto wanted = largest_first(step.volumes_gib);
  for (std::size_t i = 0; i < wanted.size() && i < sums.size(); ++i) {
    const auto [sum, slot] = sums[i];
    const int lacking = wanted[i] - sum;
    if (lacking <= 0) continue;
    const Slot machine{pool, slot};
    int last = 0;
    auto grown = shape.volumes_gib.end();
    for (auto at = shape.volumes_gib.lower_bound({slot, 0});
         at != shape.volumes_gib.end() && at->first.first == slot; ++at) {
      last = at->first.second;
      if (grown == shape.volumes_gib.end() && at->second + lacking <= kLargestVolumeGib) grown = at;
    }
    if (grown != shape.volumes_gib.end()) {
      parts.push_back({.part = VolumeSlot{machine, grown->first.second},
                       .size = {},
                       .gib = grown->second + lacking,
                       .gone = false,
                       .message = "",
                       .evidence = {}});
    } else {
      parts.push_back({.part = VolumeSlot{machine, last + 1},
                       .size = {},
                       .gib = lacking,
                       .gone = false,
                       .message = "",
                       .evidence = {}});
    }
  }
  return parts;
}

}  // namespace

const TierStep& step_for(const Tiers& tiers, Measure agents) {
  const auto found = std::find_if(tiers.steps.begin(), tiers.steps.end(),
                                  [&](const TierStep& step) { return agents <= Measure::whole(step.up_to); });
  return found == tiers.steps.end() ? tiers.steps.back() : *found;
}

void fit_volumes(PoolDelta& pool_delta, const ScalingAction& action, const PoolView& view) {
  if (!action.step || action.step->volumes_gib.empty()) return;
  for (const auto& part : lacking_volumes(*action.step, view.pool.name, shape_with(view.shape, pool_delta))) {
    auto& wanted = pool_delta[part.part];
    wanted.gib = part.gib;
    auto cause = cause_of(action, part);
    if (action.direction == Direction::hold) cause.message += ", a part of which a rule is about to remove";
    wanted.causes.push_back(std::move(cause));
  }
}

std::string shortage_of(const TierStep& step, const PoolShape& shape, const Ladder& ladder) {
  const auto enough = std::count_if(shape.machines.begin(), shape.machines.end(),
                                    [&](const auto& entry) { return !ladder.less(entry.second, step.size); });
  if (enough < step.machines) return fmt::format("{} machines of {}", step.machines, step.size.value);
  const auto sums = volume_sums(shape);
  const auto wanted = largest_first(step.volumes_gib);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (i >= sums.size() || sums[i].first < wanted[i]) return fmt::format("a volume of {} GiB", wanted[i]);
  }
  if (shape.balancers < step.balancers) return fmt::format("{} load balancers", step.balancers);
  return "";
}

std::string shortage_of(const MinimumShape& minimum_shape, const PoolShape& shape, const PoolView& view) {
  auto without_balancers = minimum_shape.shape;
  without_balancers.balancers = 0;
  if (without_balancers.machines > 0) {
    if (auto lacking = shortage_of(without_balancers, shape, view.ladder); !lacking.empty()) return lacking;
  }
  if (minimum_shape.room.agents <= 0) return "";
  const auto per_agent = agent_requests(view);
  std::vector<int> room;
  for (const auto& [number, size] : shape.machines)
    room.push_back(agents_fitting(per_agent, size, view.inputs.prices));
  return room_without(minimum_shape.room.without, std::move(room)) >= minimum_shape.room.agents
             ? ""
             : fmt::format("capacity for {} agents", minimum_shape.room.agents);
}

MinimumShape minimum_shape_of(const TierStep& step) {
  return {step, fmt::format("the tier up to {} agents", step.up_to)};
}

void require_shape(ScalingAction& action, const TierStep& step, const PoolView& view) {
  auto& requirement = action.requirements.emplace_back();
  requirement.what = MachineCount{step.machines, step.size, step.balancers};
  requirement.urgency = Urgency::floor;
  requirement.may_resize = view.pool.vertical;
  for (int number = view.shape.balancers + 1; number <= step.balancers; ++number) {
    action.parts.push_back({.part = BalancerSlot{view.pool.name, number},
                            .size = {},
                            .gib = 0,
                            .gone = false,
                            .message = "",
                            .evidence = {}});
  }
}

void add_lacking_volumes(ScalingAction& action, const TierStep& step, const PoolView& view) {
  for (auto& part : lacking_volumes(step, view.pool.name, shape_with(view.shape, action.parts)))
    action.parts.push_back(std::move(part));
  if (!action.parts.empty()) action.direction = Direction::up;
}

}  // namespace muster
