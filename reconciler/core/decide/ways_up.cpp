#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "reconciler/core/decide/shrink_order.hpp"
#include "reconciler/core/decide/way.hpp"

namespace muster {
namespace {

/// A machine that changes its size is off so long.
constexpr Duration kOffForResize = 90s;

/// Rounding of ratios.
constexpr double kAlmost = 1e-6;

/// What the pool falls short of, in what carries that need.
double missing(std::size_t need, const WayTerms& terms) {
  const auto& wanted = terms.needs[need];
  const auto goal = std::max<std::int64_t>(wanted.goal.in_milli(), 1);
  const auto then = static_cast<double>(wanted.wanted.in_milli()) *
                    static_cast<double>(wanted.load.capacity) / static_cast<double>(goal);
  return then - terms.balance.now(need);
}

/// A size may cost so much more than the best one for what it carries: steps between sizes are worth
/// something.
constexpr double kDearest = 1.25;

/// Monthly dollars for each of what carries the first need, as far as the other needs let the size carry it.
double unit_price(const SizeName& size, const WayTerms& terms) {
  const auto carried = terms.balance.carries(size, 0);
  const auto monthly = static_cast<double>(terms.view.situation.prices.of_size(size).monthly.in_micros());
  return monthly / 1e6 / std::max(carried, kAlmost);
}

/// Why nobody should buy that size for this pool: what it is paid for its shortest side never lets it use,
/// and a size that costs no more gives more for the money.
std::string too_dear(const SizeName& size, const WayTerms& terms) {
  const auto& prices = terms.view.situation.prices;
  const auto own = unit_price(size, terms);
  for (const auto& other : terms.view.pool.ladder) {
    if (prices.of_size(other).monthly > prices.of_size(size).monthly) continue;
    const auto price = unit_price(other, terms);
    if (own <= kDearest * price) continue;
    return fmt::format("{} carries so little of this load that it costs {:.0f} % more for it than {}",
                       size.value, 100 * (own / price - 1), other.value);
  }
  return "";
}

/// How many machines of that size bring every need within its goal; at most `most`.
int how_many(const SizeName& size, const WayTerms& terms, int most) {
  double needed = 1;
  for (std::size_t i = 0; i < terms.needs.size(); ++i) {
    needed = std::max(needed, std::ceil(missing(i, terms) / terms.balance.carries(size, i) - kAlmost));
  }
  return static_cast<int>(std::min<double>(needed, most));
}

void add_machines(Way& way, const SizeName& size, int count, const WayTerms& terms) {
  const auto& view = terms.view;
  const auto so_far = static_cast<int>(way.parts.size());
  const auto numbers = free_numbers(view.shape, so_far + count);
  for (auto at = numbers.begin() + so_far; at != numbers.end(); ++at) {
    way.parts.push_back({Slot{view.pool.name, *at}, size, 0, false, "", {}});
  }
  way.steps += count;
  way.delta += view.situation.prices.of_size(size).monthly * count;
  if (!view.ladder.sold_anywhere(size)) way.why_not = "not sold in any region of the pool";
  if (way.why_not.empty()) way.why_not = too_dear(size, terms);
}

/// Room in the pool for machines more, as many as may go at once.
int room_for(const WayTerms& terms) {
  return std::min(std::max(0, terms.view.pool.max - terms.view.count()), terms.policy.max_add);
}

/// The sizes of the ladder that are not too dear, largest first.
std::vector<const SizeName*> sizes_worth_it(const WayTerms& terms) {
  std::vector<const SizeName*> sizes;
  const auto& ladder = terms.view.pool.ladder;
  for (auto size = ladder.rbegin(); size != ladder.rend(); ++size) {
    if (too_dear(*size, terms).empty()) sizes.push_back(&*size);
  }
  return sizes;
}

/// Large machines for most of what is missing, smaller ones for the rest: costs no more than a fit of small
/// ones, is fewer machines, and large ones are sooner given back for good money. nullopt where one size does.
std::optional<Way> mixed_more(const WayTerms& terms) {
  std::vector<double> left;
  for (std::size_t i = 0; i < terms.needs.size(); ++i) left.push_back(missing(i, terms));
  Way way;
  int room = room_for(terms);
  int sizes = 0;
  const auto worth_it = sizes_worth_it(terms);
  for (const auto* size : worth_it) {
    if (room <= 0) break;
    const bool last = size == worth_it.back();
    // As many as the largest gap holds whole; the smallest size fills what is left.
    double times = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
      const auto whole = left[i] / terms.balance.carries(*size, i);
      times = std::max(times, last ? std::ceil(whole - kAlmost) : std::floor(whole + kAlmost));
    }
    const int count = static_cast<int>(std::min<double>(std::max(times, 0.0), room));
    if (count == 0) continue;
    add_machines(way, *size, count, terms);
    way.what += fmt::format("{}{} x {}", way.what.empty() ? "" : " and ", count, size->value);
    room -= count;
    ++sizes;
    for (std::size_t i = 0; i < left.size(); ++i) left[i] -= count * terms.balance.carries(*size, i);
  }
  if (sizes < 2) return std::nullopt;
  way.what += " more";
  weigh(way, terms);
  return way;
}

Way machines_more(const SizeName& size, const WayTerms& terms) {
  const auto& view = terms.view;
  Way way;
  const int room = room_for(terms);
  const int wanted = how_many(size, terms, 1'000'000);
  // No more than go at once: a large gap is for large machines.
  const int count = std::clamp(wanted, 1, std::max(1, room));
  way.what = fmt::format("{} x {} more", count, size.value);
  add_machines(way, size, count, terms);
  if (room == 0) {
    way.why_not =
        fmt::format("pool {} has the {} machines that it may have", view.pool.name.value, view.count());
  }
  weigh(way, terms);
  return way;
}

/// Machines of one size, those with the least to lose first.
using BySize = std::map<SizeName, std::vector<const MachineView*>>;

BySize machines_by_size(const PoolView& view) {
  BySize machines;
  for (const auto* machine : in_order_of_loss(view)) machines[machine->machine->size].push_back(machine);
  return machines;
}

std::string slots_in_words(const std::vector<const MachineView*>& machines, int count) {
  if (count == 1) return to_string(machines.front()->machine->slot);
  return fmt::format("{} and {} more", to_string(machines.front()->machine->slot), count - 1);
}

/// What it costs to change that machine's size: off for a while, or everything on it started anew elsewhere
/// where its disk does not fit the new size and another machine takes its place.
void add_disturbance(Way& way, const MachineView& machine, const SizeOffer& offer, const PoolView& view) {
  const auto agents = agents_on(machine, view).value_or(Measure());
  const bool replaced = offer.disk_gib < machine.machine->disk_gib;
  way.moved = way.moved + (replaced ? agents : scaled(agents, 1, 2));
  if (!replaced && view.situation.capabilities.resize_needs_power_off) way.off += kOffForResize;
}

Way sizes_larger(const std::vector<const MachineView*>& machines, const SizeName& to, int count,
                 const WayTerms& terms) {
  const auto& view = terms.view;
  const auto& prices = view.situation.prices;
  Way way;
  way.what = fmt::format("resize {} to {}", slots_in_words(machines, count), to.value);
  way.steps = count;
  const auto* offer = prices.find(to);
  for (int i = 0; i < count; ++i) {
    const auto& machine = *machines[static_cast<std::size_t>(i)];
    way.parts.push_back({machine.machine->slot, to, 0, false, "", {}});
    way.delta += prices.of_size(to).monthly - prices.of_size(machine.machine->size).monthly;
    if (offer) add_disturbance(way, machine, *offer, view);
    if (!view.ladder.sold_in(to, machine.machine->region)) {
      way.why_not = "not sold in " + machine.machine->region.value;
    } else if (machine.machine->busy || machine.warming) {
      way.why_not = to_string(machine.machine->slot) + " is still coming up";
    }
  }
  if (way.why_not.empty()) way.why_not = too_dear(to, terms);
  if (!view.pool.vertical) way.why_not = "machines of this pool are not resized";
  weigh(way, terms);
  return way;
}

/// The least number of machines whose new size is enough; as many as may be off at once where none is.
Way least_resize(const std::vector<const MachineView*>& machines, const SizeName& to, const WayTerms& terms) {
  const int most = std::clamp(terms.view.pool.max_disrupted, 1, static_cast<int>(machines.size()));
  for (int count = 1; count < most; ++count) {
    auto way = sizes_larger(machines, to, count, terms);
    if (way.enough) return way;
  }
  return sizes_larger(machines, to, most, terms);
}

bool helps(const SizeName& from, const SizeName& to, const WayTerms& terms) {
  for (std::size_t i = 0; i < terms.needs.size(); ++i) {
    if (terms.balance.carries(to, i) > terms.balance.carries(from, i) + kAlmost) return true;
  }
  return false;
}

}  // namespace

std::vector<Way> ways_up(const WayTerms& terms) {
  std::vector<Way> ways;
  for (const auto& size : terms.view.pool.ladder) ways.push_back(machines_more(size, terms));
  if (auto mixed = mixed_more(terms)) ways.push_back(*std::move(mixed));
  for (const auto& [size, machines] : machines_by_size(terms.view)) {
    for (const auto& larger : terms.view.ladder.above(size)) {
      if (helps(size, larger, terms)) ways.push_back(least_resize(machines, larger, terms));
    }
  }
  return ways;
}

}  // namespace muster
