#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "reconciler/core/decide/machines_more.hpp"
#include "reconciler/core/decide/shrink_order.hpp"
#include "reconciler/core/decide/stay.hpp"
#include "reconciler/core/decide/way.hpp"

namespace muster {
namespace {

/// A load that has fallen stays low for so long, as far as anybody can count on it: about what the least
/// charge of a small machine pays for.
constexpr Duration kCountedOn = 30min;

Money over(Money monthly, Duration time) {
  constexpr Duration kMonth = 672h;
  return Money::micros(scaled(Measure::milli(monthly.in_micros()), time.count(), kMonth.count()).in_milli());
}

/// Smaller machines in place of that one.
Way in_place_of(const MachineView& large, Duration boot, const WayTerms& terms) {
  const auto& prices = terms.view.situation.prices;
  auto without = missing(terms);
  for (std::size_t i = 0; i < without.size(); ++i)
    without[i] += terms.balance.carries(large.machine->size, i);
  auto way = mixture(without, terms);
  const auto more = way.delta;
  const auto added = way.parts;
  way.what += fmt::format(" in place of {}, which can go once they serve,", to_string(large.machine->slot));
  way.parts.push_back({large.machine->slot, {}, 0, true, "", {}});
  way.delta += -prices.of_size(large.machine->size).monthly;
  way.moved = agents_on(large, terms.view).value_or(Measure());
  weigh(way, terms);
  const auto moved = scaled(Measure::milli(terms.target.agent_moved.in_micros()), way.moved.in_milli(), 1000);
  way.price = over(way.delta, kCountedOn) + over(more, boot) + Money::micros(moved.in_milli());
  way.parts = added;
  return way;
}

}  // namespace

std::vector<Way> ways_to_exchange(const WayTerms& terms, Duration boot) {
  std::vector<Way> ways;
  std::vector<SizeName> seen;
  for (const auto* machine : in_order_of_loss(terms.view)) {
    const auto& size = machine->machine->size;
    if (std::find(seen.begin(), seen.end(), size) != seen.end()) continue;
    if (!why_it_stays(*machine, terms).empty()) continue;
    seen.push_back(size);
    auto way = in_place_of(*machine, boot, terms);
    if (way.parts.empty()) continue;
    ways.push_back(std::move(way));
  }
  return ways;
}

}  // namespace muster
