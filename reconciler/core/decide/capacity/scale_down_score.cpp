#include "reconciler/core/decide/capacity/scale_down_score.hpp"

#include <fmt/format.h>

#include <cmath>

#include "reconciler/core/decide/capacity/scale_down_order.hpp"
#include "reconciler/core/decide/load/pool_load.hpp"

namespace muster {
namespace {

std::int64_t percent(std::int64_t part, std::int64_t whole) {
  return whole <= 0 ? 0 : std::llround(static_cast<double>(part) * 100.0 / static_cast<double>(whole));
}

}  // namespace

std::int64_t ShrinkScore::in_milli() const {
  if (saves <= Money() || pool_costs <= Money() || disturbs <= Measure() || pool_works <= Measure()) return 0;
  const double saved = static_cast<double>(saves.in_micros()) / static_cast<double>(pool_costs.in_micros());
  const double disturbed = disturbs.as_double() / pool_works.as_double();
  return std::llround(saved / disturbed * 1000.0);
}

std::string to_string(const ShrinkScore& score) {
  return fmt::format("saves {}% of the pool's bill for {}% of its work (score {})",
                     percent(score.saves.in_micros(), score.pool_costs.in_micros()),
                     percent(score.disturbs.in_milli(), score.pool_works.in_milli()),
                     format_measure(Measure::milli(score.in_milli() / 10 * 10)));
}

ShrinkScore score_of(const MachineView& machine, const SizeName* smaller, const PoolView& view) {
  const auto& prices = view.inputs.prices;
  ShrinkScore score;
  Measure reported;
  int telling = 0;
  std::optional<Measure> own;
  for (const auto& other : view.machines) {
    score.pool_costs += prices.of_size(other.machine->size).monthly;
    const auto agents = agents_on(other, view);
    if (!agents) continue;
    reported = reported + *agents;
    ++telling;
    if (other.number == machine.number) own = agents;
  }
  if (telling == 0) {
    // No machine reports agents: then the work of a machine is its number of vCPUs.
    score.disturbs = Measure::whole(capacity_of(machine.machine->size, Metric::cpu, prices));
    for (const auto& other : view.machines) {
      score.pool_works =
          score.pool_works + Measure::whole(capacity_of(other.machine->size, Metric::cpu, prices));
    }
  } else {
    const auto mean = scaled(reported, 1, telling);
    score.disturbs = Measure::whole(1) + own.value_or(mean);
    score.pool_works = Measure::whole(view.count()) + reported + scaled(mean, view.count() - telling, 1);
  }
  // After a resize, agents pause for a minute or two; after a removal they restart elsewhere.
  if (smaller) score.disturbs = scaled(score.disturbs, 1, 2);
  score.saves =
      prices.of_size(machine.machine->size).monthly - (smaller ? prices.of_size(*smaller).monthly : Money());
  return score;
}

}  // namespace muster
