#include "reconciler/core/decide/optimiser/requirement_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace muster {
namespace {

double over(double load, double line) {
  return std::max(0.0, load / std::max(line, 1e-3) - 1.0);
}

double over(double load, Measure line) {
  const double beyond = over(load, line.as_double());
  return beyond <= kRoundingOfShares / 10 ? 0 : beyond;
}

std::string describe_load(Metric metric, double load) {
  // Tenths are precise enough for display.
  const auto tenths = Measure::milli(std::llround(load * 10) * 100);
  return fmt::format("{} to {}{}{}", to_string(metric), format_measure(tenths), unit_of(metric),
                     metric == Metric::agents ? " a machine" : "");
}

/// The capacity of machines of several sizes for a load.
struct CarriedLoad {
  double together = 0;  ///< Where work is evenly spread: the capacity of the smallest, times machines.
  double least = 0;     ///< The capacity of the smallest of them.
  int machines = 0;
};

/// `carried`: the capacity of one machine of a size.
template <class Carried>
CarriedLoad carried_by(const std::vector<int>& count, bool evenly_spread, const Carried& carried) {
  CarriedLoad result;
  for (std::size_t size = 0; size < count.size(); ++size) {
    if (count[size] == 0) continue;
    const double one = carried(size);
    result.together += count[size] * one;
    result.least = result.machines == 0 ? one : std::min(result.least, one);
    result.machines += count[size];
  }
  if (evenly_spread) result.together = result.machines * result.least;
  return result;
}

const HotMachine* find_hot(const std::vector<HotMachine>& hot, int number) {
  const auto found = std::lower_bound(hot.begin(), hot.end(), number,
                                      [](const HotMachine& machine, int n) { return machine.number < n; });
  return found != hot.end() && found->number == number ? &*found : nullptr;
}

}  // namespace

RequirementCheck::RequirementCheck(const Requirement& requirement, const SizeTable& sizes,
                                   const PoolView& view)
    : requirement_(requirement), sizes_(sizes), view_(view) {
  if (const auto* count = std::get_if<MachineCount>(&requirement.what))
    large_enough_ = sizes.at_least(count->at_least, view.ladder);
  if (const auto* loads = std::get_if<MachineLoads>(&requirement.what)) {
    for (const auto& hot : loads->hot) {
      all_over_ += over(hot.load.as_double(), hot.line);
      if (strictest_.line == Measure() || hot.line < strictest_.line) strictest_ = hot;
    }
  }
  if (std::holds_alternative<AgentRoom>(requirement.what)) {
    by_room_.resize(static_cast<std::size_t>(sizes.count()));
    std::iota(by_room_.begin(), by_room_.end(), 0);
    std::stable_sort(by_room_.begin(), by_room_.end(),
                     [&](int a, int b) { return sizes.row(a).agents > sizes.row(b).agents; });
  }
  const auto* pool = std::get_if<PoolLoads>(&requirement.what);
  if (!pool) return;
  const CapacityModel model(pool->load_targets, view);
  for (std::size_t load_target = 0; load_target < pool->load_targets.size(); ++load_target) {
    auto& alone = alone_.emplace_back();
    auto& together = together_.emplace_back();
    double present = 0;
    for (int size = 0; size < sizes.count(); ++size) {
      alone.push_back(model.alone(sizes.row(size).name, pool->load_targets[load_target]));
      together.push_back(model.capacity_of(sizes.row(size).name, load_target));
      mixed_ = mixed_ || together.back() < alone.back();
      present += alone.back() * sizes.present()[static_cast<std::size_t>(size)];
    }
    const auto capacity = static_cast<double>(pool->load_targets[load_target].load.capacity);
    before_.push_back(capacity - present);
    const double in_mix = carried_by(sizes.present(), view.evenly_spread, [&](std::size_t size) {
                            return together[size];
                          }).together;
    // The machines carry the load that they read, whatever the mix says of their sizes.
    mix_now_.push_back(pool->in_mix || in_mix <= 0 ? capacity : in_mix);
  }
}

double RequirementCheck::carried_in_mix(int size) const {
  const auto* pool = std::get_if<PoolLoads>(&requirement_.what);
  return pool && pool->in_mix && mixed_ ? together_.front()[static_cast<std::size_t>(size)] : 0;
}

double RequirementCheck::shortfall(const ShapeAfter& after) const {
  return std::visit([&](const auto& what) { return of(what, after); }, requirement_.what);
}

double RequirementCheck::capacity(const std::vector<int>& count, Metric metric) const {
  return carried_by(count, view_.evenly_spread,
                    [&](std::size_t size) {
                      return static_cast<double>(sizes_.carried(static_cast<int>(size), metric));
                    })
      .together;
}

double RequirementCheck::spread_load(const MachineLoads& loads, const HotMachine& hot,
                                     const ShapeAfter& after) const {
  const double then = capacity(after.count, loads.metric);
  if (then <= 0) return hot.load.as_double();
  if (hot.number == 0) return hot.load.as_double() * capacity(sizes_.present(), loads.metric) / then;
  return loads.work / then;
}

double RequirementCheck::own_load(Metric metric, const HotMachine& hot, const Resize& resize) const {
  const auto now = static_cast<double>(sizes_.carried(resize.from, metric));
  const auto then = static_cast<double>(sizes_.carried(resize.to, metric));
  return then <= 0 ? hot.load.as_double() : hot.load.as_double() * now / then;
}

double RequirementCheck::of(const MachineLoads& loads, const ShapeAfter& after) const {
  if (!loads.hot.empty() && loads.hot.front().number == 0)
    return over(spread_load(loads, loads.hot.front(), after), loads.hot.front().line);
  double resized_over = 0;
  double were_over = 0;
  int resized = 0;
  for (const auto& resize : after.resizes.resized) {
    const auto* hot = find_hot(loads.hot, resize.machine->number);
    if (!hot) continue;
    ++resized;
    were_over += over(hot->load.as_double(), hot->line);
    resized_over += over(own_load(loads.metric, *hot, resize), hot->line);
  }
  const auto others = static_cast<double>(loads.hot.size()) - resized;
  if (others <= 0) return resized_over;
  if (after.added == 0) return resized_over + std::max(0.0, all_over_ - were_over);
  return resized_over + others * over(spread_load(loads, strictest_, after), strictest_.line);
}

double RequirementCheck::pool_load(const PoolLoads& loads, std::size_t load_target,
                                   const ShapeAfter& after) const {
  const auto& wanted = loads.load_targets[load_target];
  double then = carried_by(after.count, view_.evenly_spread, [&](std::size_t size) {
                  return alone_[load_target][size];
                }).together;
  if (!view_.evenly_spread) then += before_[load_target];
  if (then <= 0) return wanted.wanted.as_double();
  return wanted.wanted.as_double() * static_cast<double>(wanted.load.capacity) / then;
}

double RequirementCheck::same_mix_load(const PoolLoads& loads, std::size_t load_target,
                                       const ShapeAfter& after) const {
  const auto& wanted = loads.load_targets[load_target];
  const auto [then, least, machines] = carried_by(
      after.count, view_.evenly_spread, [&](std::size_t size) { return together_[load_target][size]; });
  if (then <= 0) return wanted.wanted.as_double();
  const auto load = wanted.wanted.as_double() * mix_now_[load_target] / then;
  const bool whole =
      !view_.evenly_spread || load_target > 0 || loads.agents.count <= 0 || loads.agents.fit(machines, least);
  return whole ? load : std::max(load, wanted.goal.as_double() * (1 + 10 * kRoundingOfShares));
}

double RequirementCheck::of(const PoolLoads& loads, const ShapeAfter& after) const {
  double sum = 0;
  for (std::size_t load_target = 0; load_target < loads.load_targets.size(); ++load_target) {
    const auto goal = std::max(loads.load_targets[load_target].goal, Measure::milli(1)).as_double();
    double beyond = over(pool_load(loads, load_target, after), goal);
    if (view_.evenly_spread || (loads.in_mix && mixed_))
      beyond = std::max(beyond, over(same_mix_load(loads, load_target, after), goal));
    if (beyond > kRoundingOfShares) sum += beyond;
  }
  return sum;
}

double RequirementCheck::of(const MachineCount& machines, const ShapeAfter& after) const {
  if (machines.machines <= 0) return 0;
  int have = after.machines;
  if (!machines.at_least.empty()) {
    have = 0;
    for (std::size_t size = 0; size < after.count.size(); ++size)
      have += large_enough_[size] ? after.count[size] : 0;
  }
  return std::max(0, machines.machines - have) / static_cast<double>(machines.machines);
}

double RequirementCheck::of(const AgentRoom& room, const ShapeAfter& after) const {
  if (room.agents <= 0) return 0;
  double have = 0;
  int lost = room.without;
  for (const int size : by_room_) {
    const int here = after.count[static_cast<std::size_t>(size)];
    const int gone = std::min(here, lost);
    lost -= gone;
    have += static_cast<double>(here - gone) * sizes_.row(size).agents;
  }
  return std::max(0.0, room.agents - have) / room.agents;
}

std::string RequirementCheck::describe_loads(const ShapeAfter& after) const {
  if (const auto* pool = std::get_if<PoolLoads>(&requirement_.what)) {
    std::string words;
    for (std::size_t load_target = 0; load_target < pool->load_targets.size(); ++load_target) {
      words += (load_target == 0 ? "" : ", ") + describe_load(pool->load_targets[load_target].load.metric,
                                                              pool_load(*pool, load_target, after));
    }
    return words;
  }
  const auto* machines = std::get_if<MachineLoads>(&requirement_.what);
  if (!machines || machines->hot.empty()) return "";
  double most = 0;
  for (const auto& hot : machines->hot) {
    const auto found =
        std::find_if(after.resizes.resized.begin(), after.resizes.resized.end(),
                     [&](const Resize& resize) { return resize.machine->number == hot.number; });
    const bool resized = hot.number != 0 && found != after.resizes.resized.end();
    if (!resized && hot.number != 0 && after.added == 0) continue;
    most = std::max(most,
                    resized ? own_load(machines->metric, hot, *found) : spread_load(*machines, hot, after));
  }
  return describe_load(machines->metric, most);
}

}  // namespace muster
