#include "reconciler/core/decide/options/replacement_options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/capacity/scale_down_check.hpp"
#include "reconciler/core/decide/capacity/scale_down_order.hpp"
#include "reconciler/core/decide/options/add_machine_options.hpp"
#include "reconciler/core/decide/options/scale_down_blocker.hpp"
#include "reconciler/core/fleet/bill/bill.hpp"

namespace muster {
namespace {

/// A load that has fallen stays low for so long, as far as anybody can count on it: about what the least
/// charge of a small machine pays for.
constexpr Duration kCountedOn = 30min;

/// Lines of other rules may ask for more room than the target does: so many of the smallest size are tried.
constexpr int kMoreThanNeeded = 2;

/// An exchange that is cut short would leave the large machine and some small ones, for nothing.
std::string no_room_for_all(const std::vector<Part>& added, Money more, const DecisionInputs& situation) {
  const auto& limits = situation.actual.limits;
  const auto& cap = situation.fleet.budget.monthly_cap;
  if (limits.machines && limits.machines_in_use + std::ssize(added) > *limits.machines)
    return "the account has no room for both at once";
  if (cap && price_of(situation.actual, situation.prices).monthly + more > *cap)
    return fmt::format("both at once are above the cap of {} a month", format_money(*cap));
  return "";
}

using Machines = std::vector<const MachineView*>;

/// What takes their place, with so much more than is needed in sizes of the smallest: parts and what they
/// cost, not weighed.
ScalingOption smaller_for(const Machines& large, int more_than_needed, const OptionInputs& terms) {
  const auto& balance = terms.balance;
  const auto& smallest = terms.view.pool.ladder.front();
  auto without = missing_in(terms);
  for (std::size_t i = 0; i < without.size(); ++i)
    without[i] += more_than_needed * balance.carries(smallest, i);
  if (!balance.alike()) {
    for (std::size_t i = 0; i < without.size(); ++i)
      for (const auto* machine : large) without[i] += balance.carries(machine->machine->size, i);
    return mixture(without, terms);
  }
  for (std::size_t i = 0; i < without.size(); ++i) without[i] += balance.now(i);
  auto rest = balance.sizes();
  for (const auto* machine : large) --rest[machine->machine->size];
  return alike_beside(rest, without, terms);
}

std::string in_words(const Machines& large) {
  const auto first = to_string(large.front()->machine->slot);
  return large.size() == 1 ? first : fmt::format("{} and {} more", first, large.size() - 1);
}

/// Smaller machines in place of those.
ScalingOption in_place_of(const Machines& large, int more_than_needed, Duration boot,
                          const OptionInputs& terms) {
  const auto& prices = terms.view.situation.prices;
  auto way = smaller_for(large, more_than_needed, terms);
  const auto more = way.delta;
  const auto added = way.parts;
  way.what += fmt::format(" in place of {}, which can go once they serve,", in_words(large));
  for (const auto* machine : large) {
    way.parts.push_back({machine->machine->slot, {}, 0, true, "", {}});
    way.delta += -prices.of_size(machine->machine->size).monthly;
    way.moved = way.moved + agents_on(*machine, terms.view).value_or(Measure());
  }
  weigh(way, terms);
  const auto both = within(boot, more);
  way.price += both;
  way.parts = added;
  for (const auto* machine : large) way.then_go.push_back(machine->machine->slot);
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

/// What may be exchanged at once: one machine, the first of each size. Where work comes to all machines alike
/// a small one among large ones is of no use, and so all go that are that large or larger.
std::vector<Machines> exchangeable(const OptionInputs& terms) {
  const auto& ladder = terms.view.ladder;
  const auto order = in_order_of_loss(terms.view);
  std::vector<Machines> all;
  std::vector<SizeName> seen;
  for (const auto* machine : order) {
    const auto& size = machine->machine->size;
    if (std::find(seen.begin(), seen.end(), size) != seen.end()) continue;
    if (!why_it_stays(*machine, terms).empty()) continue;
    seen.push_back(size);
    all.push_back({machine});
    if (!terms.balance.alike()) continue;
    for (const auto* other : order) {
      if (other != machine && !ladder.less(other->machine->size, size)) all.back().push_back(other);
    }
    const bool stay = std::any_of(all.back().begin(), all.back().end(), [&](const MachineView* large) {
      return !why_it_stays(*large, terms).empty();
    });
    if (stay || static_cast<int>(all.back().size()) > terms.policy.max_remove) all.pop_back();
  }
  return all;
}

}  // namespace

std::vector<ScalingOption> replacement_options(const OptionInputs& terms, Duration boot) {
  std::vector<ScalingOption> ways;
  for (const auto& large : exchangeable(terms)) {
    for (int more = 0; more <= kMoreThanNeeded; ++more) {
      auto way = in_place_of(large, more, boot, terms);
      if (way.parts.empty()) continue;
      ways.push_back(std::move(way));
      if (ways.back().why_not.empty()) break;
    }
  }
  return ways;
}

}  // namespace muster
