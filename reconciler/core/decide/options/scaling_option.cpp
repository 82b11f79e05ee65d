#include "reconciler/core/decide/options/scaling_option.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace muster {
namespace {

constexpr std::size_t kListedOthers = 6;
/// As clouds reckon.
constexpr Duration kMonth = 672h;

/// Rounding of shares to thousandths, and of ratios.
constexpr double kRoundingOfShares = 1e-4;

/// What the pool carries of one need, taken alone and beside the others.
struct Carried {
  double alone = 0;
  double together = 0;
};

/// The machines of the pool once the way has been gone.
Sizes sizes_after(const ScalingOption& way, const OptionInputs& terms) {
  auto sizes = terms.balance.sizes();
  for (const auto& part : way.parts) {
    const auto* slot = std::get_if<Slot>(&part.part);
    if (!slot) continue;
    const auto* present = terms.view.find(slot->number);
    if (present && !present->going) --sizes[present->size_to_come()];
    if (!part.gone) ++sizes[part.size];
  }
  return sizes;
}

Carried carried_after(const ScalingOption& way, std::size_t need, const OptionInputs& terms) {
  if (terms.balance.alike()) {
    const auto sizes = sizes_after(way, terms);
    return {terms.balance.alone_alike(sizes, need), terms.balance.alike(sizes, need)};
  }
  Carried then{static_cast<double>(terms.needs[need].load.capacity), terms.balance.now(need)};
  const auto change = [&](const SizeName& size, int sign) {
    then.alone += sign * terms.balance.alone(size, terms.needs[need]);
    then.together += sign * terms.balance.carries(size, need);
  };
  for (const auto& part : way.parts) {
    const auto* slot = std::get_if<Slot>(&part.part);
    if (!slot) continue;
    const auto* present = terms.view.find(slot->number);
    if (present && !present->going) change(present->size_to_come(), -1);
    if (!part.gone) change(part.size, 1);
  }
  return then;
}

bool is_enough(const Need& need, const Carried& then, Measure load) {
  if (then.alone <= 0 || load > need.goal) return false;
  const auto asked = need.wanted.as_double() * static_cast<double>(need.load.capacity);
  return asked <= need.goal.as_double() * then.together * (1 + kRoundingOfShares);
}

/// Whether the machines that there are then hold whole agents.
bool holds_whole_agents(const ScalingOption& way, const OptionInputs& terms) {
  if (!terms.balance.alike() || terms.agents.count <= 0) return true;
  const auto sizes = sizes_after(way, terms);
  const int machines = count_of(sizes);
  return machines == 0 || terms.agents.fit(machines, terms.balance.alike(sizes, 0) / machines);
}

/// Of equals the one that was thought of first is taken.
auto order_of(const ScalingOption& way) {
  return std::tie(way.price, way.steps);
}

bool is_possible(const ScalingOption& way) {
  return way.why_not.empty() && !way.parts.empty();
}

/// How far the fullest need lies above its goal, in thousandths of it.
std::int64_t fullest(const ScalingOption& way, const std::vector<Need>& needs) {
  std::int64_t most = 0;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const auto goal = std::max<std::int64_t>(needs[i].goal.in_milli(), 1);
    most = std::max(most, way.loads[i].in_milli() * 1000 / goal);
  }
  return most;
}

std::string why_dearer(const ScalingOption& way, const ScalingOption* taken, const OptionInputs& terms) {
  if (!way.why_not.empty()) return way.why_not;
  if (!way.enough) return "not enough: " + loads_in_words(way, terms.needs);
  if (!taken) return "not needed";
  return fmt::format("{}, against {} of what is done, within {}", format_money(way.price),
                     format_money(taken->price), format_duration(terms.target.pays_back_within));
}

Money share_of(Money sum, std::int64_t times, std::int64_t over) {
  return Money::micros(scaled(Measure::milli(sum.in_micros()), times, over).in_milli());
}

}  // namespace

void weigh(ScalingOption& way, const OptionInputs& terms) {
  way.loads.clear();
  way.enough = true;
  for (std::size_t i = 0; i < terms.needs.size(); ++i) {
    const auto& need = terms.needs[i];
    const auto then = carried_after(way, i, terms);
    way.loads.push_back(load_at(need.wanted, need.load.capacity, std::llround(then.alone)));
    way.enough = way.enough && is_enough(need, then, way.loads.back());
  }
  way.enough = way.enough && holds_whole_agents(way, terms);
  way.price = price_of_change(terms.target, way.delta, way.off, way.moved);
}

Money price_of_change(const Target& prices, Money delta, Duration off, Measure moved) {
  return within(std::chrono::floor<std::chrono::minutes>(prices.pays_back_within), delta) +
         share_of(prices.minute_off, off.count(), Duration(1min).count()) +
         share_of(prices.agent_moved, moved.in_milli(), 1000);
}

Money within(Duration time, Money monthly) {
  return share_of(monthly, time.count(), kMonth.count());
}

const ScalingOption* cheapest(const std::vector<ScalingOption>& ways) {
  const ScalingOption* best = nullptr;
  for (const auto& way : ways) {
    if (is_possible(way) && way.enough && (!best || order_of(way) < order_of(*best))) best = &way;
  }
  return best;
}

std::string loads_in_words(const ScalingOption& way, const std::vector<Need>& needs) {
  std::string text;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const auto metric = needs[i].load.metric;
    // Tenths are enough for a person.
    const auto load = Measure::milli((way.loads[i].in_milli() + 50) / 100 * 100);
    text += fmt::format("{}{} to {}{}{}", text.empty() ? "" : ", ", to_string(metric), format_measure(load),
                        unit_of(metric), metric == Metric::agents ? " a machine" : "");
  }
  return text;
}

std::string costs_in_words(const ScalingOption& way) {
  const auto saved = way.delta < Money();
  auto text =
      fmt::format("{} a month {}", format_money(saved ? -way.delta : way.delta), saved ? "less" : "more");
  if (way.off > Duration(0)) text += ", " + format_duration(way.off) + " off";
  if (way.moved > Measure()) {
    text += fmt::format(", {} agent{} disturbed", format_measure(way.moved),
                        way.moved == Measure::whole(1) ? "" : "s");
  }
  return text;
}

void tell_rejected(ScalingAction& ask, const std::vector<ScalingOption>& ways, const ScalingOption* taken,
                   const OptionInputs& terms) {
  std::vector<const ScalingOption*> others;
  for (const auto& way : ways) {
    if (&way != taken) others.push_back(&way);
  }
  std::stable_sort(others.begin(), others.end(), [&](const ScalingOption* a, const ScalingOption* b) {
    const auto rank = [&](const ScalingOption& way) {
      return std::tuple(!way.why_not.empty(), !way.enough, fullest(way, terms.needs) / 100, way.price,
                        way.what);
    };
    return a->enough && b->enough && a->why_not.empty() == b->why_not.empty() ? order_of(*a) < order_of(*b)
                                                                              : rank(*a) < rank(*b);
  });
  if (others.size() > kListedOthers) others.resize(kListedOthers);
  for (const auto* way : others) {
    ask.rejected.push_back({way->what, way->delta, why_dearer(*way, taken, terms)});
  }
}

}  // namespace muster
