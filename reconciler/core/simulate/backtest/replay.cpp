#include "reconciler/core/simulate/backtest/replay.hpp"

#include <algorithm>
#include <iterator>

namespace muster::backtest {

namespace {

/// The work in the queue at that tick: the highest demand until a machine ordered now serves, beyond `used`.
double waiting_at(const Demand& demand, int tick, int provisioning_ticks, double used) {
  const auto first = demand.begin() + tick;
  const auto last =
      demand.begin() + std::min<std::ptrdiff_t>(tick + provisioning_ticks + 1, std::ssize(demand));
  return std::max(0.0, *std::max_element(first, last) - used);
}

}  // namespace

Replay replay(const Demand& demand, Scaler& scaler, SignalKind signal, int provisioning_ticks) {
  SimulatedFleet fleet(provisioning_ticks);
  scaler.start(fleet, demand);
  Replay result;
  result.supply.reserve(demand.size());
  Observation seen;
  SimulatedFleet::Tally before;
  for (int i = 0; i < static_cast<int>(demand.size()); ++i) {
    fleet.settle(i);
    if (i == kWarmUp) {
      fleet.forget_minimum_charges();
      before = fleet.tally();
    }
    seen.tick = i;
    if (signal == SignalKind::waiting) seen.waiting = waiting_at(demand, i, provisioning_ticks, seen.used);
    if (i > 0) scaler.decide(seen, fleet);
    const double wanted = demand[static_cast<std::size_t>(i)];
    const double serving = fleet.capacity();
    result.supply.push_back(serving);
    seen.used = wanted < serving || signal != SignalKind::cpu ? wanted : serving;
    seen.utilisation = serving > 1e-9 ? seen.used / serving : 1.0;
    if (i >= kWarmUp) result.cost += fleet.rate();
  }
  result.cost += fleet.minimum_charges();
  const auto& after = fleet.tally();
  result.tally = {after.adds - before.adds, after.removes - before.removes, after.resizes - before.resizes,
                  after.short_lived - before.short_lived};
  return result;
}

Layers clairvoyant_layers(const Demand& demand, int unit, int keep, int provisioning_ticks) {
  auto need = need_of(demand);
  for (auto& n : need) n = (n + unit - 1) / unit;
  const int ticks = static_cast<int>(need.size());
  const int top = *std::max_element(need.begin(), need.end());
  Layers layers;
  layers.machines.assign(need.size(), 0);
  std::int64_t billed = 0;
  for (int k = 1; k <= top; ++k) {
    int from = -1;
    int to = -1;
    const auto close_run = [&] {
      if (from < 0) return;
      for (int j = from; j <= to; ++j) ++layers.machines[static_cast<std::size_t>(j)];
      if (to >= kWarmUp) billed += to + 1 - std::max(from - provisioning_ticks, kWarmUp);
    };
    for (int j = 0; j < ticks; ++j) {
      if (need[static_cast<std::size_t>(j)] < k) continue;
      if (from >= 0 && j - to <= keep + 1) {
        to = j;
        continue;
      }
      close_run();
      from = to = j;
    }
    close_run();
  }
  const auto& kind = simulated_ladder()[static_cast<std::size_t>(size_of_unit(unit))];
  layers.cost = static_cast<double>(billed) * kind.rate_per_tick;
  return layers;
}

}  // namespace muster::backtest
