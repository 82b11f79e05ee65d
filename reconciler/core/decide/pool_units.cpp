#include "reconciler/core/decide/pool_units.hpp"

#include <algorithm>

namespace muster {
namespace {

/// Where pilots begin to call a load warm.
constexpr double kWarm = 0.8;

}  // namespace

PoolUnits::PoolUnits(const TargetLoad& wanted, const PoolView& view) {
  const auto& prices = view.situation.prices;
  if (wanted.metric == Metric::memory) {
    const auto& largest = view.pool.ladder.back();
    const auto vcpus = std::max<std::int64_t>(carries(largest, Metric::cpu, prices), 1);
    each_ = std::max(
        1.0, static_cast<double>(carries(largest, Metric::memory, prices)) / static_cast<double>(vcpus));
  }
  // Percents are shares of what carries them, agents are counted.
  scale_ = kWarm / std::max(wanted.high.as_double(), 1e-3);
}

double PoolUnits::used(Measure load, std::int64_t capacity) const {
  return load.as_double() * scale_ * of(capacity);
}

}  // namespace muster
