#include "reconciler/core/decide/options/add_machine_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace muster {
namespace {

/// Monthly dollars per unit of capacity for the first load target, as far as other targets let it be used.
double unit_price(const SizeName& size, const OptionInputs& option_inputs) {
  const auto carried = option_inputs.capacity.capacity_of(size, 0);
  const auto monthly =
      static_cast<double>(option_inputs.view.inputs.prices.of_size(size).monthly.in_micros());
  return monthly / 1e6 / std::max(carried, kRoundingOfRatios);
}

/// The largest number of whole machines that any load target needs by `machines_for`; at least 1.
template <class MachinesFor>
int most_of_all(const OptionInputs& option_inputs, const MachinesFor& machines_for) {
  constexpr double kMost = 1'000'000;
  double needed = 1;
  for (std::size_t i = 0; i < option_inputs.load_targets.size(); ++i)
    needed = std::max(needed, std::ceil(machines_for(i) - kRoundingOfRatios));
  return static_cast<int>(std::min(needed, kMost));
}

void add_machines(ScalingOption& option, const SizeName& size, int count, const OptionInputs& option_inputs) {
  const auto& view = option_inputs.view;
  const auto so_far = static_cast<int>(option.parts.size());
  const auto numbers = free_numbers(view.shape, so_far + count);
  for (auto at = numbers.begin() + so_far; at != numbers.end(); ++at) {
    option.parts.push_back({.part = Slot{view.pool.name, *at},
                            .size = size,
                            .gib = 0,
                            .gone = false,
                            .message = "",
                            .evidence = {}});
  }
  option.steps += count;
  option.delta += view.inputs.prices.of_size(size).monthly * count;
  option.why_not = view.ladder.why_not_made(size);
  if (option.why_not.empty()) option.why_not = too_expensive(size, option_inputs);
}

/// The number of new machines that the pool and the policy allow at once.
int room_for(const OptionInputs& option_inputs) {
  return std::min(std::max(0, option_inputs.view.pool.max - option_inputs.view.count()),
                  option_inputs.policy.max_add);
}

/// The sizes of the ladder that are not too expensive, largest first.
std::vector<const SizeName*> sizes_worth_it(const OptionInputs& option_inputs) {
  std::vector<const SizeName*> sizes;
  const auto& ladder = option_inputs.view.pool.ladder;
  for (auto size = ladder.rbegin(); size != ladder.rend(); ++size) {
    if (too_expensive(*size, option_inputs).empty()) sizes.push_back(&*size);
  }
  return sizes;
}

}  // namespace

std::string too_expensive(const SizeName& size, const OptionInputs& option_inputs) {
  const auto& prices = option_inputs.view.inputs.prices;
  const auto own = unit_price(size, option_inputs);
  for (const auto& other : option_inputs.view.pool.ladder) {
    // A size that is not sold, or without a listed price, is no bargain.
    const auto* offer = prices.find(other);
    if (!offer || !offer->listed) continue;
    if (prices.of_size(other).monthly > prices.of_size(size).monthly) continue;
    const auto price = unit_price(other, option_inputs);
    if (own <= kDearestBesideBest * price) continue;
    return fmt::format("{} has so little capacity for this load that it costs {:.0f}% more for it than {}",
                       size.value, 100 * (own / price - 1), other.value);
  }
  return "";
}

std::vector<double> missing_in(const OptionInputs& option_inputs) {
  std::vector<double> missing;
  for (std::size_t i = 0; i < option_inputs.load_targets.size(); ++i) {
    const auto& load_target = option_inputs.load_targets[i];
    const auto goal = std::max<std::int64_t>(load_target.goal.in_milli(), 1);
    const auto then = static_cast<double>(load_target.wanted.in_milli()) *
                      static_cast<double>(load_target.load.capacity) / static_cast<double>(goal);
    missing.push_back(then - option_inputs.capacity.now(i));
  }
  return missing;
}

ScalingOption evenly_spread_beside(const Sizes& beside, const std::vector<double>& wanted,
                                   const OptionInputs& option_inputs) {
  ScalingOption best;
  for (const auto* size : sizes_worth_it(option_inputs)) {
    const int more = most_of_all(option_inputs, [&](std::size_t i) {
      return option_inputs.capacity.more_evenly_spread(beside, *size, i, wanted[i]);
    });
    if (more > room_for(option_inputs)) continue;
    ScalingOption option;
    add_machines(option, *size, more, option_inputs);
    option.what = fmt::format("{} x {}", more, size->value);
    if (best.parts.empty() || option.delta < best.delta) best = std::move(option);
  }
  return best;
}

ScalingOption mixture(const std::vector<double>& missing, const OptionInputs& option_inputs) {
  ScalingOption option;
  const auto sizes = sizes_worth_it(option_inputs);
  if (sizes.empty()) return option;
  const auto& smallest = *sizes.back();
  // This number of the smallest size would be enough; each larger machine replaces some of them.
  double left = 0;
  for (std::size_t i = 0; i < missing.size(); ++i)
    left = std::max(
        left, std::ceil(missing[i] / option_inputs.capacity.capacity_of(smallest, i) - kRoundingOfRatios));
  int room = room_for(option_inputs);
  for (const auto* size : sizes) {
    if (left < 1 || room <= 0) break;
    double stands_for = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < missing.size(); ++i)
      stands_for = std::min(stands_for, option_inputs.capacity.capacity_of(*size, i) /
                                            option_inputs.capacity.capacity_of(smallest, i));
    if (stands_for < 1) continue;
    const auto count =
        static_cast<int>(std::min<double>(std::floor(left / stands_for + kRoundingOfRatios), room));
    if (count == 0) continue;
    add_machines(option, *size, count, option_inputs);
    option.what += fmt::format("{}{} x {}", option.what.empty() ? "" : " and ", count, size->value);
    room -= count;
    left -= count * stands_for;
  }
  return option;
}

}  // namespace muster
