#include "reconciler/core/decide/capacity/tier_shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reconciler/core/decide/capacity/resizable.hpp"
#include "reconciler/core/policy/check_policy.hpp"

namespace muster {
namespace {

/// Sums of volumes by slot, for machines that are there: (GiB, slot number), the most first, then by slot.
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

/// Machines that are too small, the largest first; at most as many as are needed.
std::vector<int> to_resize(const TierStep& step, const PoolView& view, int missing, ScalingAction& ask) {
  std::vector<int> small;
  if (!view.pool.vertical || missing <= 0) return small;
  for (const auto& machine : view.machines) {
    if (!view.ladder.less(machine.machine->size, step.size)) continue;
    auto why_not = why_not_resized(machine, step.size, view);
    if (why_not.empty()) {
      small.push_back(machine.number);
    } else {
      ask.rejected.push_back(
          {fmt::format("resize {} to {}", to_string(machine.machine->slot), step.size.value), std::nullopt,
           std::move(why_not)});
    }
  }
  std::stable_sort(small.begin(), small.end(), [&](int a, int b) {
    return view.ladder.less(view.shape.machines.at(b), view.shape.machines.at(a));
  });
  if (static_cast<int>(small.size()) > missing) small.resize(static_cast<std::size_t>(missing));
  return small;
}

void ask_for_machines(ScalingAction& ask, const TierStep& step, const PoolView& view, PoolShape& after) {
  const auto enough = std::count_if(view.machines.begin(), view.machines.end(), [&](const MachineView& m) {
    return !view.ladder.less(m.machine->size, step.size);
  });
  int missing = step.machines - static_cast<int>(enough);
  const auto add = [&](int number, const SizeName& size) {
    ask.parts.push_back({Slot{view.pool.name, number}, size, 0, false, "", {}});
    after.machines[number] = size;
  };
  for (const int number : to_resize(step, view, missing, ask)) {
    add(number, step.size);
    --missing;
  }
  if (missing <= 0) return;
  const auto size = view.ladder.nearest_made(step.size);
  const auto why_not = view.ladder.why_not_made(step.size);
  if (!why_not.empty()) {
    ask.rejected.push_back({fmt::format("{} more {}", missing, step.size.value), std::nullopt, why_not});
  }
  // A smaller size is not what the tier asks for.
  if (size == step.size ? !why_not.empty() : view.ladder.less(size, step.size)) return;
  for (const int number : free_numbers(view.shape, missing)) add(number, size);
}

/// The volumes that a shape lacks of a tier: the largest go where most is there already.
std::vector<Part> lacking_volumes(const TierStep& step, const PoolName& pool, const PoolShape& shape) {
  std::vector<Part> parts;
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
      parts.push_back({VolumeSlot{machine, grown->first.second}, {}, grown->second + lacking, false, "", {}});
    } else {
      parts.push_back({VolumeSlot{machine, last + 1}, {}, lacking, false, "", {}});
    }
  }
  return parts;
}

/// The count against the border that the tier begins at.
}  // namespace

const TierStep& step_for(const Tiers& tiers, Measure agents) {
  const auto found = std::find_if(tiers.steps.begin(), tiers.steps.end(),
                                  [&](const TierStep& step) { return agents <= Measure::whole(step.up_to); });
  return found == tiers.steps.end() ? tiers.steps.back() : *found;
}

void fit_volumes(PoolDelta& draft, const ScalingAction& ask, const PoolView& view) {
  if (!ask.step || ask.step->volumes_gib.empty()) return;
  for (const auto& part : lacking_volumes(*ask.step, view.pool.name, shape_with(view.shape, draft))) {
    auto& wanted = draft[part.part];
    wanted.gib = part.gib;
    auto cause = cause_of(ask, part);
    if (ask.direction == Direction::hold) cause.says += ", of which something is about to go";
    wanted.causes.push_back(std::move(cause));
  }
}

std::string lacks(const TierStep& step, const PoolShape& shape, const Ladder& ladder) {
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

std::string lacks(const Floor& floor, const PoolShape& shape, const Ladder& ladder) {
  auto without_balancers = floor.shape;
  without_balancers.balancers = 0;
  return lacks(without_balancers, shape, ladder);
}

Floor floor_of(const TierStep& step) {
  return {step, fmt::format("the tier up to {} agents", step.up_to)};
}

void ask_for_shape(ScalingAction& ask, const TierStep& step, const PoolView& view) {
  PoolShape after = view.shape;
  ask_for_machines(ask, step, view, after);
  for (auto& part : lacking_volumes(step, view.pool.name, after)) ask.parts.push_back(std::move(part));
  for (int number = view.shape.balancers + 1; number <= step.balancers; ++number) {
    ask.parts.push_back({BalancerSlot{view.pool.name, number}, {}, 0, false, "", {}});
  }
}

}  // namespace muster
