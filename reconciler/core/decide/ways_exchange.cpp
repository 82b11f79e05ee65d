#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/machines_more.hpp"
#include "reconciler/core/decide/room_to_shrink.hpp"
#include "reconciler/core/decide/shrink_order.hpp"
#include "reconciler/core/decide/stay.hpp"
#include "reconciler/core/decide/way.hpp"
#include "reconciler/core/fleet/bill.hpp"

namespace muster {
namespace {

/// A load that has fallen stays low for so long, as far as anybody can count on it: about what the least
/// charge of a small machine pays for.
constexpr Duration kCountedOn = 30min;

/// Lines of other rules may ask for more room than the target does: so many of the smallest size are tried.
constexpr int kMoreThanNeeded = 2;

/// An exchange that is cut short would leave the large machine and some small ones, for nothing.
std::string no_room_for_all(const std::vector<Part>& added, Money more, const Situation& situation) {
  const auto& limits = situation.actual.limits;
  const auto& cap = situation.fleet.budget.monthly_cap;
  if (limits.machines && limits.machines_in_use + std::ssize(added) > *limits.machines)
    return "the account has no room for both at once";
  if (cap && price_of(situation.actual, situation.prices).monthly + more > *cap)
    return fmt::format("both at once are above the cap of {} a month", format_money(*cap));
  return "";
}

/// Smaller machines in place of that one, with so much more than is needed in sizes of the smallest.
Way in_place_of(const MachineView& large, int more_than_needed, Duration boot, const WayTerms& terms) {
  const auto& prices = terms.view.situation.prices;
  const auto& smallest = terms.view.pool.ladder.front();
  auto without = missing_in(terms);
  for (std::size_t i = 0; i < without.size(); ++i) {
    without[i] +=
        terms.balance.carries(large.machine->size, i) + more_than_needed * terms.balance.carries(smallest, i);
  }
  auto way = mixture(without, terms);
  const auto more = way.delta;
  const auto added = way.parts;
  way.what += fmt::format(" in place of {}, which can go once they serve,", to_string(large.machine->slot));
  way.parts.push_back({large.machine->slot, {}, 0, true, "", {}});
  way.delta += -prices.of_size(large.machine->size).monthly;
  way.moved = agents_on(large, terms.view).value_or(Measure());
  weigh(way, terms);
  const auto both = within(boot, more);
  way.price += both;
  way.parts = added;
  way.why_not = first_reason([&] { return way.why_not; },
                             [&] {
                               if (within(kCountedOn, way.delta) + both < Money()) return std::string();
                               return "both at once for a boot cost more than it saves within " +
                                      format_duration(kCountedOn);
                             },
                             [&] { return no_room_for_all(added, more, terms.view.situation); },
                             [&] {
                               std::vector<SizeName> joined;
                               joined.reserve(added.size());
                               for (const auto& part : added) joined.push_back(part.size);
                               return no_room_without(large, terms.view, &terms.target, joined);
                             });
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
    for (int more = 0; more <= kMoreThanNeeded; ++more) {
      auto way = in_place_of(*machine, more, boot, terms);
      if (way.parts.empty()) continue;
      ways.push_back(std::move(way));
      if (ways.back().why_not.empty()) break;
    }
  }
  return ways;
}

}  // namespace muster
