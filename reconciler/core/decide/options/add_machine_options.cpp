#include "reconciler/core/decide/options/add_machine_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace muster {
namespace {

/// Monthly dollars for each of what carries the first need, as far as the other needs let the size carry it.
double unit_price(const SizeName& size, const OptionInputs& terms) {
  const auto carried = terms.balance.carries(size, 0);
  const auto monthly = static_cast<double>(terms.view.situation.prices.of_size(size).monthly.in_micros());
  return monthly / 1e6 / std::max(carried, kRoundingOfRatios);
}

/// The most that any need asks for by that measure, in whole machines: one at least.
template <class MachinesFor>
int most_of_all(const OptionInputs& terms, const MachinesFor& machines_for) {
  constexpr double kMost = 1'000'000;
  double needed = 1;
  for (std::size_t i = 0; i < terms.needs.size(); ++i)
    needed = std::max(needed, std::ceil(machines_for(i) - kRoundingOfRatios));
  return static_cast<int>(std::min(needed, kMost));
}

void add_machines(ScalingOption& way, const SizeName& size, int count, const OptionInputs& terms) {
  const auto& view = terms.view;
  const auto so_far = static_cast<int>(way.parts.size());
  const auto numbers = free_numbers(view.shape, so_far + count);
  for (auto at = numbers.begin() + so_far; at != numbers.end(); ++at) {
    way.parts.push_back({Slot{view.pool.name, *at}, size, 0, false, "", {}});
  }
  way.steps += count;
  way.delta += view.situation.prices.of_size(size).monthly * count;
  way.why_not = view.ladder.why_not_made(size);
  if (way.why_not.empty()) way.why_not = too_dear(size, terms);
}

/// Room in the pool for machines more, as many as may go at once.
int room_for(const OptionInputs& terms) {
  return std::min(std::max(0, terms.view.pool.max - terms.view.count()), terms.policy.max_add);
}

/// The sizes of the ladder that are not too dear, largest first.
std::vector<const SizeName*> sizes_worth_it(const OptionInputs& terms) {
  std::vector<const SizeName*> sizes;
  const auto& ladder = terms.view.pool.ladder;
  for (auto size = ladder.rbegin(); size != ladder.rend(); ++size) {
    if (too_dear(*size, terms).empty()) sizes.push_back(&*size);
  }
  return sizes;
}

}  // namespace

std::string too_dear(const SizeName& size, const OptionInputs& terms) {
  const auto& prices = terms.view.situation.prices;
  const auto own = unit_price(size, terms);
  for (const auto& other : terms.view.pool.ladder) {
    // What cannot be bought, or has no price that anybody tells, is no bargain.
    const auto* offer = prices.find(other);
    if (!offer || !offer->listed) continue;
    if (prices.of_size(other).monthly > prices.of_size(size).monthly) continue;
    const auto price = unit_price(other, terms);
    if (own <= kDearestBesideBest * price) continue;
    return fmt::format("{} carries so little of this load that it costs {:.0f} % more for it than {}",
                       size.value, 100 * (own / price - 1), other.value);
  }
  return "";
}

std::vector<double> missing_in(const OptionInputs& terms) {
  std::vector<double> missing;
  for (std::size_t i = 0; i < terms.needs.size(); ++i) {
    const auto& need = terms.needs[i];
    const auto goal = std::max<std::int64_t>(need.goal.in_milli(), 1);
    const auto then = static_cast<double>(need.wanted.in_milli()) * static_cast<double>(need.load.capacity) /
                      static_cast<double>(goal);
    missing.push_back(then - terms.balance.now(i));
  }
  return missing;
}

ScalingOption alike_beside(const Sizes& beside, const std::vector<double>& wanted,
                           const OptionInputs& terms) {
  ScalingOption best;
  for (const auto* size : sizes_worth_it(terms)) {
    const int more = most_of_all(
        terms, [&](std::size_t i) { return terms.balance.more_alike(beside, *size, i, wanted[i]); });
    if (more > room_for(terms)) continue;
    ScalingOption way;
    add_machines(way, *size, more, terms);
    way.what = fmt::format("{} x {}", more, size->value);
    if (best.parts.empty() || way.delta < best.delta) best = std::move(way);
  }
  return best;
}

ScalingOption mixture(const std::vector<double>& missing, const OptionInputs& terms) {
  ScalingOption way;
  const auto sizes = sizes_worth_it(terms);
  if (sizes.empty()) return way;
  const auto& smallest = *sizes.back();
  // So many of the smallest size would do; of those, each larger machine stands for some.
  double left = 0;
  for (std::size_t i = 0; i < missing.size(); ++i)
    left = std::max(left, std::ceil(missing[i] / terms.balance.carries(smallest, i) - kRoundingOfRatios));
  int room = room_for(terms);
  for (const auto* size : sizes) {
    if (left < 1 || room <= 0) break;
    double stands_for = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < missing.size(); ++i)
      stands_for = std::min(stands_for, terms.balance.carries(*size, i) / terms.balance.carries(smallest, i));
    if (stands_for < 1) continue;
    const auto count =
        static_cast<int>(std::min<double>(std::floor(left / stands_for + kRoundingOfRatios), room));
    if (count == 0) continue;
    add_machines(way, *size, count, terms);
    way.what += fmt::format("{}{} x {}", way.what.empty() ? "" : " and ", count, size->value);
    room -= count;
    left -= count * stands_for;
  }
  return way;
}

}  // namespace muster
